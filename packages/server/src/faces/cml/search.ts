import { IngotError } from '@ingot/contract'

/** How a key of `search_filter` is compared: as a whole, or anywhere in the text without regard to case. */
type Comparison = 'equals' | 'contains'

/** The keys of the `search_filter` of a list. */
export type FilterKeys = Readonly<Record<string, Comparison>>

/** An item as a list gives it: texts, numbers and truth values by name. */
export type Item = Readonly<Record<string, unknown>>

/** The longest filter that is read, in characters. */
const longest = 8192

/**
 * The test of a `search_filter`: a JSON object of texts, each of which must fit. Throws `INVALID_REQUEST` for what is no
 * such object, and for keys that the list does not have.
 */
export function searchTest(text: string | undefined, keys: FilterKeys): (item: Item) => boolean {
  if (text === undefined || text.trim() === '') return () => true
  const filter = Object.entries(readFilter(text))
  const unknown = filter.map(([key]) => key).filter((key) => !Object.hasOwn(keys, key))
  if (unknown.length > 0) {
    throw new IngotError(
      'INVALID_REQUEST',
      `search_filter has no key ${list(unknown)}; it takes ${list(Object.keys(keys))}`,
    )
  }
  return (item) => filter.every(([key, wanted]) => fits(shown(item[key]), wanted, keys[key]))
}

function readFilter(text: string): Record<string, string> {
  const value = text.length > longest ? undefined : parse(text)
  const isFilter =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string')
  if (isFilter) return value as Record<string, string>
  const message =
    'Expected search_filter as a JSON object of texts of at most ' +
    `${longest} characters, such as {"kernel":"Python 3.11"}, got ${JSON.stringify(text.slice(0, 80))}`
  throw new IngotError('INVALID_REQUEST', message)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fits(value: string, wanted: string, comparison: Comparison | undefined): boolean {
  return comparison === 'contains' ? value.toLowerCase().includes(wanted.toLowerCase()) : value === wanted
}

/**
 * Sorts by `sort`: keys with `+` or `-` before them, separated by commas; a blank stands for the plus that it was in the
 * URL. What is equal stays in its order. Throws `INVALID_REQUEST` for keys that the list does not have.
 */
export function sorted<I extends Item>(
  items: readonly I[],
  sort: string | undefined,
  keys: readonly string[],
): readonly I[] {
  if (sort === undefined || sort.trim() === '') return items
  const orders = sort
    .split(',')
    .slice(0, keys.length + 1)
    .map((one) => readOrder(one, keys))
  return items.toSorted((a, b) => {
    for (const { key, sign } of orders) {
      const order = compare(a[key], b[key]) * sign
      if (order !== 0) return order
    }
    return 0
  })
}

function readOrder(text: string, keys: readonly string[]): { key: string; sign: 1 | -1 } {
  const { sign = '+', key = '' } = /^(?<sign>[+-])?(?<key>[a-z_]+)$/.exec(text.trim())?.groups ?? {}
  if (keys.includes(key)) return { key, sign: sign === '-' ? -1 : 1 }
  const message = `Cannot sort by "${text.slice(0, 80)}"; + or - and one of ${list(keys)} is expected`
  throw new IngotError('INVALID_REQUEST', message)
}

/** Numbers within texts compare as numbers: Python 3.9 comes before Python 3.10. */
const collator = new Intl.Collator('en', { numeric: true })

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(shown(a), shown(b))
}

/** Texts, numbers and truth values as texts; nothing else is searched for, or sorted by. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function list(names: readonly string[]): string {
  return names
    .slice(0, 20)
    .map((name) => `"${name.slice(0, 40)}"`)
    .join(', ')
}
