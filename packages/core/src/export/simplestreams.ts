import type { Fault } from '@ingot/contract'
import { normalizeProvider } from '../image/provider.ts'
import { compareVersionTexts } from '../version/compare.ts'
import { fileNamePart } from './cloud-name.ts'
import {
  architectureOf,
  type ExportEntry,
  type ExportInput,
  type ExportOutput,
  exportWarning,
  jsonText,
} from './export-entry.ts'
import { groupedEntries, keyedEntries } from './keyed-entries.ts'

const folder = 'streams/v1'

/**
 * A mirror of Simple Streams: an index, and a list of products for each provider (Simple Streams, Reference: Index and
 * Product; formats `index:1.0` and `products:1.0`, data type `image-ids`).
 */
export function emitSimplestreams({ entries, at }: ExportInput): ExportOutput {
  const updated = streamTime(at)
  const { keyed, faults } = keyedEntries(entries, (entry) =>
    JSON.stringify([contentId(entry), productName(entry), entry.image.version, entry.artifact.name]),
  )
  const contents = [...groupedEntries(keyed.values(), contentId)].map(([id, group]) =>
    contentOf(id, group, updated),
  )
  const files = contents.map((content) => ({ name: pathOf(content.content_id), text: jsonText(content) }))
  const index = {
    format: 'index:1.0',
    updated,
    index: Object.fromEntries(contents.map((content) => [content.content_id, indexEntry(content)])),
  }
  return {
    files: [{ name: `${folder}/index.json`, text: jsonText(index) }, ...files],
    faults: [...faults, ...orderWarnings(keyed.values())],
  }
}

type Content = ReturnType<typeof contentOf>

function contentOf(id: string, entries: readonly ExportEntry[], updated: string) {
  const products = [...groupedEntries(entries, productName)].map(
    ([name, group]) => [name, productOf(group)] as const,
  )
  return {
    format: 'products:1.0',
    content_id: id,
    datatype: 'image-ids',
    updated,
    products: Object.fromEntries(products),
  }
}

function indexEntry({ content_id: id, products, datatype, format, updated }: Content) {
  return { format, datatype, updated, path: pathOf(id), products: Object.keys(products) }
}

function productOf(entries: readonly ExportEntry[]) {
  const { image } = entries[0]!
  const versions = groupedEntries(entries, (entry) => entry.image.version)
  return {
    arch: archOf(entries[0]!),
    os: image.os,
    name: image.name,
    catalog: image.catalog,
    versions: Object.fromEntries(
      [...versions].map(([version, group]) => [
        version,
        { label: group[0]!.state, pubname: group[0]!.image.label ?? image.name, items: itemsOf(group) },
      ]),
    ),
  }
}

function itemsOf(entries: readonly ExportEntry[]) {
  return Object.fromEntries(
    entries.map(({ artifact, location }) => [
      artifact.name,
      { id: artifact.reference, region: location.region, crsn: location.region, account: location.account },
    ]),
  )
}

/** A name below a domain, as IQNs are made. */
function contentId({ artifact }: ExportEntry): string {
  return `ingot:${normalizeProvider(artifact.provider)}`
}

function pathOf(id: string): string {
  return `${folder}/${fileNamePart(id)}.json`
}

function productName(entry: ExportEntry): string {
  const { name, catalog } = entry.image
  return ['ingot', catalog, name, archOf(entry)].filter((part) => part !== undefined).join(':')
}

/** Streams name architectures as Debian does. */
function archOf(entry: ExportEntry): string | undefined {
  const architecture = architectureOf(entry)
  return architecture === 'x86_64' ? 'amd64' : architecture
}

/** RFC 2822, as streams have it: `Sat, 31 Jan 2026 12:00:00 +0000`. */
function streamTime(at: string): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}

/** Readers take the last version by the order of bytes (Simple Streams, Product: `version_name`); 1.10 is before 1.9 there. */
function orderWarnings(entries: Iterable<ExportEntry>): Fault[] {
  const faults: Fault[] = []
  for (const [name, group] of groupedEntries(entries, productName)) {
    const versions = [...new Set(group.map(({ image }) => image.version))].toSorted()
    const ours = versions.toSorted(compareVersionTexts)
    if (versions.every((version, index) => version === ours[index])) continue
    const message = `Readers of streams order the versions of ${name} by their letters, ${versions.join(', ')}, and take ${versions.at(-1)} for the newest; export one version alone`
    faults.push(exportWarning('VERSION_ORDER', message))
  }
  return faults
}
