/** Where the packages of CDP are published. Mirrors serve the same tree below a base URL of their own. */
const archivePrefix = /https?:\/\/archive\.cloudera\.com\/p\//g

/** Members of a Cloudbreak entry that say what it is, in words: an address in them is no place to load from. */
const wordsOfEntry: ReadonlySet<string> = new Set(['description', 'package-versions', 'tags'])

/** Below this depth values are left as they are; a catalog is refused long before. */
const depthLimit = 64

/**
 * A text with the prefix of the public archive (`https://archive.cloudera.com/p/`, also with http) replaced by
 * `base`, which gets a `/` at its end where it has none. Other texts come back as they are.
 */
export function rewriteArchive(text: string, base: string): string {
  const prefix = base.endsWith('/') ? base : `${base}/`
  return text.replaceAll(archivePrefix, () => prefix)
}

/**
 * A Cloudbreak entry whose packages are loaded from a mirror: the archive prefix is replaced in every string of every
 * member but descriptions, tags and package versions. An absent or empty base changes nothing.
 */
export function rewriteEntry(
  entry: Readonly<Record<string, unknown>>,
  base: string | undefined,
): Readonly<Record<string, unknown>> {
  if (base === undefined || base === '') return entry
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [
      name,
      wordsOfEntry.has(name) ? value : rewriteValue(value, base, 1),
    ]),
  )
}

function rewriteValue(value: unknown, base: string, depth: number): unknown {
  if (typeof value === 'string') return rewriteArchive(value, base)
  if (typeof value !== 'object' || value === null || depth >= depthLimit) return value
  if (Array.isArray(value)) return value.map((item: unknown) => rewriteValue(item, base, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, rewriteValue(item, base, depth + 1)]),
  )
}
