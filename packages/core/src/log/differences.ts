import type { Difference } from '@ingot/contract'

/** Below this depth values are compared as a whole. */
const depthLimit = 64

type Entries = Map<string, unknown>

/**
 * The leaves in which two JSON values differ, in the order of their paths' first appearance. Paths are JSON pointers
 * (RFC 6901), with one liberty: items of a list whose items all have a distinct `name` go by that name instead of
 * their position, so that putting one in does not look like changing all that follow. Absent (`undefined`) is not
 * the same as `null`. An object or list that is all new or all gone is told by its leaves, an empty one as itself.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = []
  collect(before, after, '', 0, found)
  return found
}

/** A difference in a line: `artifacts/eastus/reference: "a" → "b"`. */
export function describeDifference({ path, before, after }: Difference): string {
  const where = path.split('/').slice(1).map(unescape).join('/')
  const change = `${before ?? '(none)'} → ${after ?? '(none)'}`
  return where === '' ? change : `${where}: ${change}`
}

function collect(before: unknown, after: unknown, path: string, depth: number, found: Difference[]): void {
  if (Object.is(before, after)) return
  const [old, fresh] = depth < depthLimit ? entriesOfBoth(before, after) : [undefined, undefined]
  if (old === undefined || fresh === undefined) {
    const difference = differenceOf(before, after, path)
    if (difference !== undefined) found.push(difference)
    return
  }
  for (const [key, value] of old) {
    collect(value, fresh.get(key), `${path}/${escape(key)}`, depth + 1, found)
  }
  for (const [key, value] of fresh) {
    if (!old.has(key)) collect(undefined, value, `${path}/${escape(key)}`, depth + 1, found)
  }
}

/** The parts of two values that can be compared part by part; `undefined` where they are to be compared whole. */
function entriesOfBoth(before: unknown, after: unknown): [Entries | undefined, Entries | undefined] {
  if (before === undefined) return [new Map(), partsOf(after)]
  if (after === undefined) return [partsOf(before), new Map()]
  if (Array.isArray(before) && Array.isArray(after)) {
    const named = namedItems(before)
    const namedAfter = namedItems(after)
    return named === undefined || namedAfter === undefined
      ? [numbered(before), numbered(after)]
      : [named, namedAfter]
  }
  if (Array.isArray(before) || Array.isArray(after)) return [undefined, undefined]
  return [fields(before), fields(after)]
}

/** The parts of a value that stands alone; an empty one has none and is told whole. */
function partsOf(value: unknown): Entries | undefined {
  const parts = Array.isArray(value) ? (namedItems(value) ?? numbered(value)) : fields(value)
  return parts === undefined || parts.size === 0 ? undefined : parts
}

function fields(value: unknown): Entries | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return new Map(Object.entries(value).filter(([, field]) => field !== undefined))
}

function numbered(items: readonly unknown[]): Entries {
  return new Map(items.map((item, index) => [String(index), item]))
}

function namedItems(items: readonly unknown[]): Entries | undefined {
  const named: Entries = new Map()
  for (const item of items) {
    const name = fields(item)?.get('name')
    if (typeof name !== 'string' || named.has(name)) return undefined
    named.set(name, item)
  }
  return named
}

function differenceOf(before: unknown, after: unknown, path: string): Difference | undefined {
  const old = before === undefined ? undefined : JSON.stringify(before)
  const fresh = after === undefined ? undefined : JSON.stringify(after)
  if (old === fresh) return undefined
  return {
    path,
    ...(old === undefined ? {} : { before: old }),
    ...(fresh === undefined ? {} : { after: fresh }),
  }
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function unescape(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}
