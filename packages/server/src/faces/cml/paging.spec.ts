import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPaging } from './paging.ts'

const stamp = { revision: 7, at: '2026-03-01T12:00:00.123Z' }
const letters = 'abcdefghij'.split('')

function pageOf(query: Record<string, string>, list = 'letters') {
  const { moment, page } = readPaging(list, query)
  return { moment, ...page(letters, stamp) }
}

describe('a page', () => {
  it.each([
    [{}, 10, false],
    [{ page_size: '' }, 10, false],
    [{ page_size: '0' }, 10, false],
    [{ page_size: '3' }, 3, true],
    [{ page_size: '10' }, 10, false],
    [{ page_size: '999999999' }, 10, false],
    [{ page_token: '' }, 10, false],
  ])('of %j has %i items, and another after it: %s', (query, length, hasMore) => {
    const { items, next_page_token } = pageOf(query)

    expect(items).toHaveLength(length)
    expect(next_page_token !== '').toBe(hasMore)
  })

  it.each(['-1', '1.5', '1e3', 'ten', '0x10', '+5', '1'.repeat(10)])('of the size %s is refused', (size) => {
    expect(() => pageOf({ page_size: size })).toThrow(`Expected page_size as a whole number, got "${size}"`)
  })

  it('has at most 10000 items', () => {
    const { page } = readPaging('numbers', { page_size: '999999999' })
    const numbers = Array.from({ length: 10_001 }, (_, index) => index)

    expect(page(numbers, stamp).items).toHaveLength(10_000)
  })

  it('after the first is read at the revision and the moment of the first', () => {
    const { moment, next_page_token } = pageOf({ page_size: '3' })

    expect(moment).toEqual({})
    expect(readPaging('letters', { page_token: next_page_token }).moment).toEqual({
      at: '7@2026-03-01T12:00:00.123Z',
    })
  })

  it('may have another size than the one before', () => {
    const { next_page_token } = pageOf({ page_size: '3' })

    expect(pageOf({ page_token: next_page_token, page_size: '2' }).items).toEqual(['d', 'e'])
  })

  it('of any sizes goes on where the one before ended', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 10, maxLength: 10 }), (sizes) => {
        const seen: string[] = []
        let token = ''
        for (const size of sizes) {
          const page = pageOf({ page_size: String(size), page_token: token, sort: '-x' })
          seen.push(...page.items)
          token = page.next_page_token
          if (token === '') break
        }
        expect(seen).toEqual(letters)
      }),
    )
  })
})

describe('a token', () => {
  const token = pageOf({ page_size: '3', search_filter: '{"a":"b"}', sort: '+a' }).next_page_token
  const same = { search_filter: '{"a":"b"}', sort: '+a' }

  it('is good for its list, its filter and its sort', () => {
    expect(pageOf({ ...same, page_token: token }).items).toEqual(letters.slice(3))
  })

  it.each([
    [{ search_filter: '{"a":"b"}', sort: '-a' }, 'letters', token],
    [{ search_filter: '{"a":"c"}', sort: '+a' }, 'letters', token],
    [{}, 'letters', token],
    [same, 'numbers', token],
    [same, 'letters', `${token}x`],
    [same, 'letters', `${token}=`],
    [same, 'letters', ` ${token}`],
    [same, 'letters', token.slice(1)],
    [same, 'letters', '3'],
    [same, 'letters', 'x'.repeat(10_000)],
    [same, 'letters', Buffer.from('7.1.3.0000000000000000').toString('base64url')],
  ])('of another list is refused, or what is none (%#)', (query, list, page_token) => {
    expect(() => pageOf({ ...query, page_token }, list)).toThrow(
      'The page_token belongs to no page of this list: take it, filter and sort from one answer',
    )
  })
})
