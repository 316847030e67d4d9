import { IngotError, type Stamp } from '@ingot/contract'
import { createHash } from 'node:crypto'

/** A page of a list, and the token of the one after it: empty at the end. */
interface Page<I> {
  readonly items: readonly I[]
  readonly next_page_token: string
}

/** How a list is asked for a page at a time. */
export interface Paging {
  /**
   * What the list is to be read at. For the pages after the first it is the revision and the moment of the first, so that
   * nothing is left out or given twice, whatever is committed or begins meanwhile.
   */
  readonly moment: { at?: string }
  /** Cuts the page out of the whole list, which was read at a revision and a moment. */
  readonly page: <I>(items: readonly I[], stamp: Stamp) => Page<I>
}

/** Where a page begins: so many items in, of the list that was read at a revision and a moment in ms. */
interface Place {
  readonly revision: number
  readonly moment: number
  readonly offset: number
}

const standardSize = 1000
const largestSize = 10_000

type Query = Readonly<Record<string, string>>

/** Reads `page_size` and `page_token`. Throws `INVALID_REQUEST` for a size that is none or a token of another list. */
export function readPaging(list: string, query: Query): Paging {
  const size = sizeOf(query['page_size'])
  const place = placeOf(list, query)
  const { offset = 0 } = place ?? {}
  return {
    moment: place === undefined ? {} : { at: `${place.revision}@${new Date(place.moment).toISOString()}` },
    page: (items, { revision, at }) => {
      const end = offset + size
      const next = { revision, moment: Date.parse(at), offset: end }
      return {
        items: items.slice(offset, end),
        next_page_token: end < items.length ? tokenOf(next, list, query) : '',
      }
    },
  }
}

function sizeOf(text: string | undefined): number {
  if (text === undefined || text === '' || text === '0') return standardSize
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), largestSize)
  throw new IngotError('INVALID_REQUEST', `Expected page_size as a whole number, got "${text.slice(0, 80)}"`)
}

function tokenOf({ revision, moment, offset }: Place, list: string, query: Query): string {
  return Buffer.from(`${revision}.${moment}.${offset}.${fingerprint(list, query)}`).toString('base64url')
}

function placeOf(list: string, query: Query): Place | undefined {
  const token = query['page_token'] ?? ''
  if (token === '') return undefined
  const text = Buffer.from(token.slice(0, 200), 'base64url').toString('latin1')
  const parts = /^(\d{1,15})\.(\d{1,14})\.(\d{1,15})\.[0-9a-f]{16}$/.exec(text)?.slice(1).map(Number)
  const [revision = 0, moment = 0, offset = 0] = parts ?? []
  const place = { revision, moment, offset }
  if (tokenOf(place, list, query) === token) return place
  const message = 'The page_token belongs to no page of this list: take it, filter and sort from one answer'
  throw new IngotError('INVALID_REQUEST', message)
}

/** The list with its filter and sort: a token holds for these alone. */
function fingerprint(list: string, query: Query): string {
  const text = JSON.stringify([list, query['search_filter'] ?? '', query['sort'] ?? ''])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
