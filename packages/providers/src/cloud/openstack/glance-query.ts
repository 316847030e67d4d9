/** The most characters of a list of values in a URL; Glance takes 8,192 for all of it. */
const longestList = 5000

/**
 * Filters for all of some values, in as few lists as fit (Image API v2, "List images", `in:` and its quotes). What has a
 * quote or a backslash cannot be in a list, since Glance keeps the backslashes that it asks for there: such a value has a
 * filter of its own.
 */
export function valueFilters(values: Iterable<string>): string[] {
  const lists: string[][] = []
  const alone: string[] = []
  let room = 0
  for (const value of new Set(values)) {
    if (/["\\]/.test(value)) alone.push(`eq:${value}`)
    else {
      const size = encodeURIComponent(`"${value}",`).length
      if (lists.length === 0 || size > room) {
        lists.push([])
        room = longestList
      }
      lists.at(-1)?.push(`"${value}"`)
      room -= size
    }
  }
  return [...lists.map((list) => `in:${list.join(',')}`), ...alone]
}

/** An id of Glance: a UUID. */
export function isImageId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
