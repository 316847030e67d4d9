import type { ImageView } from '@ingot/contract'
import { InvalidArgumentError } from 'commander'

/** What a column can be called beside traits; `os` and the like are traits where an image has them. */
const fields: Readonly<Record<string, (image: ImageView) => string | undefined>> = {
  id: (image) => image.id,
  name: (image) => image.name,
  version: (image) => image.version,
  state: (image) => image.state,
  catalog: (image) => image.catalog,
  label: (image) => image.label,
  artifacts: (image) => String(image.artifacts.length),
  regions: (image) => [...new Set(image.artifacts.flatMap(({ region }) => region ?? []))].join('; '),
  source: (image) => image.derived?.source.id,
  withdrawn: (image) => image.withdrawn,
  revision: (image) => String(image.revision),
}

/** What stands in where no trait of that name does. */
const fallbacks: typeof fields = {
  os: (image) => image.os,
  architecture: (image) => image.architecture ?? (isOfCdp(image) ? 'x86_64' : undefined),
  description: (image) => image.description,
  provider: (image) => [...new Set(image.artifacts.map(({ provider }) => provider))].join(' '),
}

const usual = ['name', 'version', 'state', 'catalog', 'label', 'artifacts']
const ofCdp = ['id', 'runtime', 'os', 'provider', 'architecture', 'cm', 'date', 'description', 'state']

/** Whether an image comes from a Cloudbreak catalog: those share their names, so ids tell them apart. */
export function isOfCdp({ traits, cloudbreak, derived }: ImageView): boolean {
  return cloudbreak !== undefined || derived !== undefined || Object.hasOwn(traits, 'list')
}

/**
 * The columns of a list of images: those asked for; else the usual ones, or those of CDP images where all are, with the
 * traits that were filtered by.
 */
export function columnsOf(
  images: readonly ImageView[],
  asked: { columns?: readonly string[]; where?: readonly string[]; catalog?: string },
): string[] {
  if (asked.columns !== undefined) return [...asked.columns]
  const filtered = (asked.where ?? []).map((where) => where.split('=', 1)[0]!)
  const catalog = asked.catalog === undefined ? ['catalog'] : []
  const standard = images.length > 0 && images.every(isOfCdp) ? [...ofCdp, ...catalog, 'artifacts'] : usual
  return [...new Set([...standard, ...filtered])]
}

/** What an image has in a column: a field, else its trait of that name; empty where it has neither. */
export function cellOf(image: ImageView, column: string): string {
  if (Object.hasOwn(fields, column)) return fields[column]!(image) ?? ''
  if (Object.hasOwn(image.traits, column)) return image.traits[column]!
  return Object.hasOwn(fallbacks, column) ? (fallbacks[column]!(image) ?? '') : ''
}

/** The columns that are neither a field nor a trait of any of the images: most likely a slip. */
export function unknownColumns(images: readonly ImageView[], columns: readonly string[]): string[] {
  const known = new Set([...Object.keys(fields), ...Object.keys(fallbacks)])
  return columns.filter(
    (column) => !known.has(column) && !images.some(({ traits }) => Object.hasOwn(traits, column)),
  )
}

/** Reads `--columns a,b,c`. */
export function parseColumns(text: string): string[] {
  const columns = text.split(',').map((column) => column.trim())
  if (columns.every((column) => column !== '')) return columns
  throw new InvalidArgumentError(`Expected names with commas, got "${text}".`)
}
