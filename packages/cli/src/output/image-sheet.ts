import type { ImageReference, ImageView, LifecycleState } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { fieldLines, joinedSections, section } from './sheet.ts'
import { paintState } from './state.ts'
import { table } from './table.ts'
import { locationText, shortMoment } from './words.ts'

type ShownArtifact = ImageView['artifacts'][number]
type Version = ImageReference & { state: LifecycleState }

/** All that is known of one image, section by section. */
export async function imageSheet(
  image: ImageView,
  versions: readonly Version[],
  paint: Paint,
): Promise<string> {
  const sections = [
    headOf(image, paint),
    section('Traits', Object.entries(image.traits).map(pair)),
    section('Attributes', Object.entries(image.attributes ?? {}).map(pair)),
    section(
      'Stages',
      image.stages.map((stage) => stageText(stage, paint)),
    ),
    `Artifacts\n${await artifactTable(image)}`,
    versions.length < 2
      ? ''
      : section(
          'Versions',
          versions.map((version) => versionText(version, paint)),
        ),
  ]
  return joinedSections(sections)
}

function headOf(image: ImageView, paint: Paint): string {
  const fields: [string, string | undefined][] = [
    ['Name', paint.strong(plain(image.name))],
    ['Version', plain(image.version)],
    ['State', paintState(image.state, paint) + (image.excludeFromLatest ? ' (never the latest)' : '')],
    ['Catalog', plain(image.catalog)],
    ['Label', image.label && plain(image.label)],
    ['Description', image.description && plain(image.description)],
    ['System', image.os],
    ['Architecture', image.architecture],
    ['Derives from', image.derived && plain(`${image.derived.source.id} of ${image.derived.source.catalog}`)],
    ['Parcels from', image.derived?.baseParcelUrl && plain(image.derived.baseParcelUrl)],
    ['Withdrawn', image.withdrawn && `${shortMoment(image.withdrawn)}: its source no longer lists it`],
    ['Id', plain(image.id)],
    ['Revision', String(image.revision)],
  ]
  return fieldLines(fields)
}

function pair([name, value]: [string, string]): string {
  return plain(`${name} = ${value}`)
}

function stageText(stage: ImageView['stages'][number], paint: Paint): string {
  const reason = stage.reason === undefined ? '' : `: ${plain(stage.reason)}`
  const replacement = stage.replacement === undefined ? '' : ` (use ${plain(stage.replacement)})`
  return `from ${shortMoment(stage.from)} ${paintState(stage.state, paint)}${reason}${replacement}`
}

function versionText({ version, catalog, state }: Version, paint: Paint): string {
  return `${plain(version)} in ${plain(catalog)}, ${paintState(state, paint)}`
}

/** What clouds said of the artifacts is shown where they said something. */
async function artifactTable({ artifacts }: ImageView): Promise<string> {
  const columns: (readonly [string, (artifact: ShownArtifact) => string])[] = [
    ['  NAME', ({ name }) => `  ${plain(name)}`],
    ['LOCATION', (artifact) => locationText(artifact)],
    ['REFERENCE', ({ reference }) => plain(reference)],
    ['DIGEST', ({ digest }) => plain(digest ?? '')],
    ...(artifacts.some(({ traits }) => traits !== undefined) ? [['FACTS', factsCell] as const] : []),
    ...(artifacts.some(({ drift }) => drift !== undefined) ? [['DRIFT', driftCell] as const] : []),
  ]
  const rows = artifacts.map((artifact) => columns.map(([, cell]) => cell(artifact)))
  return await table(
    columns.map(([head]) => head),
    rows,
    '  none',
  )
}

function factsCell({ traits = {} }: ShownArtifact): string {
  return Object.entries(traits)
    .map(([name, value]) => plain(`${name}=${value}`))
    .join(' ')
}

function driftCell({ drift }: ShownArtifact): string {
  return drift === undefined ? '' : `${drift.kind}: ${plain(drift.message)}`
}
