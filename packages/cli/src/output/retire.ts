import type { RetirePlan, ScalingOutcome } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { joinedSections, section } from './sheet.ts'
import { table } from './table.ts'
import { consumerText, counted, imageText, imageWithId, locationText } from './words.ts'

const head = ['WHO', 'WHERE', 'THEN', 'WHAT']

/** Who would be hit by the end of an image, and what there is instead. */
export async function retireText(plan: RetirePlan, paint: Paint): Promise<string> {
  return joinedSections([
    section(
      'Consumers on it',
      plan.consumers.map(({ consumer }) => consumerText(consumer)),
    ),
    section(
      'Derived from it',
      plan.derived.map(({ image }) => imageWithId(image)),
    ),
    section(
      'Derived from those',
      plan.children.map(({ image, source }) => `${imageWithId(image)} from ${imageText(source)}`),
    ),
    section(
      'Locks that pin it',
      plan.locks.map(({ file, entry }) => plain(`${file}: ${entry}`)),
    ),
    plan.scaling.length === 0
      ? ''
      : await table(
          head,
          plan.scaling.map((one) => cellsOf(one, paint)),
          '',
        ),
    `${summaryOf(plan)}\n`,
  ])
}

function cellsOf({ what, name, location, outcome, message }: ScalingOutcome, paint: Paint): string[] {
  return [
    plain(what === 'location' ? `name ${name}` : `${what} ${name}`),
    locationText(location),
    outcome === 'fails' ? paint.bad(outcome) : paint.good(outcome),
    plain(message),
  ]
}

function summaryOf(plan: RetirePlan): string {
  const { image, replacement, change, dryRun, revision, scaling } = plan
  if (change === 'unchanged') return `${imageText(image)} is retired already; there is nothing to store`
  const failing = scaling.filter(({ outcome }) => outcome === 'fails').length
  const instead =
    replacement === undefined ? 'with nothing in its place' : `with ${imageText(replacement)} instead`
  if (!dryRun) return `Retired ${imageText(image)}, ${instead}; stored as of revision ${revision}`
  const use = plan.isInUse ? '; it is in use, so --apply needs --force and --reason' : ''
  return `Would retire ${imageText(image)}, ${instead}: ${counted(failing, 'place')} would fail${use}. Planned at revision ${revision}`
}
