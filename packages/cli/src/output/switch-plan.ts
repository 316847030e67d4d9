import type { ImageFacts, SwitchMatch, SwitchPlan, SwitchStep } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { consumerText, counted, firstLines, imageWithId } from './words.ts'

/** More upgrades gained or lost than this are counted, not listed. */
const mostListed = 10

const matches: Record<SwitchMatch, string> = {
  'same-id': 'the same image',
  'source-to-derived': 'derives from the present image',
  'derived-to-source': 'the source of the present image',
  'derived-to-derived': 'derives from the same source as the present image',
}

/** What a switch would do, or did, to each consumer; `applying` is the command line that applies the plan. */
export function switchReport(
  plan: SwitchPlan & { revision: number },
  applying: string,
  paint: Paint,
): string {
  const lines = [
    ...plan.steps.flatMap((step) => stepLines(step, paint)),
    ...conclusion(plan, applying, paint),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** Whether any consumer cannot be switched; then none is. */
export function hasRefusals({ steps }: SwitchPlan): boolean {
  return steps.some(({ refusal }) => refusal !== undefined)
}

function stepLines(step: SwitchStep, paint: Paint): string[] {
  const { consumer, region, from, to, match, warnings } = step
  const how = match === undefined ? '' : `: ${matches[match]}`
  return [
    `${paint.strong(consumerText(consumer))} in ${plain(region)}`,
    `  from  ${seatText(from)}`,
    ...(to === undefined ? [] : [`  to    ${seatText(to)}${how}`]),
    ...refusalLines(step, paint),
    ...(to === undefined ? [] : upgradeLines(step, paint)),
    ...consequences(step, paint),
    ...warnings.map(
      ({ code, message }) => `  ${paint.doubtful('warning')}[${plain(code)}] ${plain(message)}`,
    ),
    '',
  ]
}

function seatText({ catalog, image, id, reference }: SwitchStep['from']): string {
  const name = image === undefined ? plain(id) : imageWithId(image)
  return `${name} of ${plain(catalog)}${reference === undefined ? '' : ` → ${plain(reference)}`}`
}

function refusalLines({ refusal }: SwitchStep, paint: Paint): string[] {
  if (refusal === undefined) return []
  const { code, message, remedy } = refusal
  return [
    `  ${paint.bad('refused')}[${plain(code)}] ${plain(message)}`,
    `  ${paint.strong('help')}: ${plain(remedy)}`,
  ]
}

function upgradeLines({ upgradesBefore, upgradesAfter, gained, lost }: SwitchStep, paint: Paint): string[] {
  const candidates = `${counted(upgradesBefore.length, 'candidate')} before, ${upgradesAfter.length} after`
  return [
    `  upgrades: ${candidates}; ${gained.length} gained, ${lost.length} lost`,
    ...imageLines(gained, paint.good('+')),
    ...imageLines(lost, paint.bad('-')),
  ]
}

function imageLines(images: readonly ImageFacts[], mark: string): string[] {
  const lines = images.map((image) => `${mark} ${imageWithId(image)}`)
  return firstLines(lines, mostListed).map((line) => `    ${line}`)
}

function consequences({ missingRegions, irreversible }: SwitchStep, paint: Paint): string[] {
  const missing = missingRegions.map(plain).join(', ')
  return [
    ...(missing === '' ? [] : [`  ${paint.doubtful('no longer covered')}: ${missing}`]),
    ...irreversible.map((sentence) => `  ${paint.doubtful('cannot be taken back')}: ${plain(sentence)}`),
  ]
}

function conclusion(plan: SwitchPlan & { revision: number }, applying: string, paint: Paint): string[] {
  const { applied, catalog, steps, revision } = plan
  const all = counted(steps.length, 'consumer')
  if (applied)
    return [`Switched ${all} to ${plain(catalog)} as of revision ${revision}; no machine was touched`]
  const refused = steps.filter(({ refusal }) => refusal !== undefined).length
  if (refused > 0) return [paint.bad(`${refused} of ${all} cannot be switched, so none would be`)]
  return [
    `Plan ${plain(plan.plan)}: nothing is changed yet. It holds while the ledger is at revision ${revision}; apply it with`,
    `  ${applying}`,
  ]
}
