import type { Fault, PlacePart } from '@ingot/contract'
import { anyPlace, architectureOf, exportError, type ExportEntry, type ExportInput } from './export-entry.ts'
import { groupedEntries, keyedEntries } from './keyed-entries.ts'

/** What a place starts from, the same members for every place, so that typed languages take it for one type. */
type ImagePlace = {
  readonly reference: string
  readonly version: string
  readonly id: string
  readonly provider: string
  readonly account: string
}

/** Name of the image → key of the place, its region by default → what is started there. */
type ImageTree = Readonly<Record<string, Readonly<Record<string, ImagePlace>>>>

/** Entries as a tree of maps, for languages of variables. Two entries with one name and key are a fault. */
export function imageTree({ entries, by = ['region'] }: ExportInput): { tree: ImageTree; faults: Fault[] } {
  const keyOf = (entry: ExportEntry) => by.map((part) => partOf(entry, part)).join('/')
  const { keyed, faults } = keyedEntries(
    entries,
    (entry) => JSON.stringify([entry.image.name, keyOf(entry)]),
    'key places by more than that, such as account, region and architecture, or narrow it down',
  )
  const named = groupedEntries(keyed.values(), ({ image }) => image.name)
  // Not by assignment: an image may be called __proto__.
  const tree = Object.fromEntries(
    [...named].map(([name, group]) => [
      name,
      Object.fromEntries(group.map((entry) => [keyOf(entry), placeOf(entry)])),
    ]),
  )
  return { tree, faults }
}

/**
 * Faults of texts that Terraform and Packer cannot take as they are: in JSON they read strings of variables literally
 * (Terraform, JSON Configuration Syntax; variable files hold literal values alone), but no text may be no Unicode.
 */
export function unicodeFaults(entries: readonly ExportEntry[]): Fault[] {
  return entries
    .flatMap(({ image, artifact }) => [image.name, artifact.reference])
    .filter((text) => /\p{Surrogate}/u.test(text))
    .map((text) =>
      exportError(
        'NOT_UNICODE',
        `The text ${JSON.stringify(text)} has half a character, which no file can hold; rename the image`,
      ),
    )
}

function partOf(entry: ExportEntry, part: PlacePart): string {
  const { artifact, location } = entry
  if (part === 'architecture') return architectureOf(entry) ?? anyPlace
  return part === 'provider' ? (location.provider ?? artifact.provider) : (location[part] ?? anyPlace)
}

function placeOf({ image, artifact, location }: ExportEntry): ImagePlace {
  return {
    reference: artifact.reference,
    version: image.version,
    id: image.id,
    provider: location.provider ?? artifact.provider,
    account: location.account ?? '',
  }
}
