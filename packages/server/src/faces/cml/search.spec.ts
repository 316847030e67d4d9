import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchTest, sorted } from './search.ts'

const keys = { kernel: 'equals', description: 'contains', id: 'equals' } as const
const items = [
  { id: 1, kernel: 'Python 3.10', description: 'Standard of the Team', flag: true },
  { id: 2, kernel: 'Python 3.9', description: 'GPU', flag: false },
  { id: 10, kernel: 'python 3.10', description: '', flag: true },
]

const found = (filter: string | undefined) => items.filter(searchTest(filter, keys)).map(({ id }) => id)

describe('search_filter', () => {
  it.each([
    [undefined, [1, 2, 10]],
    ['', [1, 2, 10]],
    [' ', [1, 2, 10]],
    ['{}', [1, 2, 10]],
    ['{"kernel":"Python 3.10"}', [1]],
    ['{"kernel":"Python 3"}', []],
    ['{"description":"team"}', [1]],
    ['{"description":""}', [1, 2, 10]],
    ['{"id":"1"}', [1]],
    ['{"kernel":"Python 3.10","description":"gpu"}', []],
    [' { "id" : "10" } ', [10]],
  ])('%s finds %j', (filter, ids) => {
    expect(found(filter)).toEqual(ids)
  })

  it.each([
    'kernel=Python',
    '[]',
    'null',
    '"kernel"',
    '{"kernel":["Python 3.10"]}',
    '{"kernel":3.10}',
    '{"kernel":null}',
    `{"kernel":"${'x'.repeat(8192)}"}`,
  ])('%s is refused', (filter) => {
    expect(() => found(filter)).toThrow('Expected search_filter as a JSON object of texts')
  })

  it('names the keys that a list does not have, and those that it has', () => {
    expect(() => found('{"Kernel":"x","__proto__":"y","id":"1"}')).toThrow(
      'search_filter has no key "Kernel", "__proto__"; it takes "kernel", "description", "id"',
    )
  })
})

const order = (sort: string | undefined) =>
  sorted(items, sort, ['kernel', 'description', 'id', 'flag']).map(({ id }) => id)

describe('sort', () => {
  it.each([
    [undefined, [1, 2, 10]],
    ['', [1, 2, 10]],
    ['+id', [1, 2, 10]],
    ['-id', [10, 2, 1]],
    ['id', [1, 2, 10]],
    [' id', [1, 2, 10]],
    ['+kernel', [2, 10, 1]],
    [' kernel', [2, 10, 1]],
    ['-kernel', [1, 10, 2]],
    ['-flag,-id', [10, 1, 2]],
    [' flag, -id', [2, 10, 1]],
    ['+description , +id ', [10, 2, 1]],
  ])('%s puts them as %j', (sort, ids) => {
    expect(order(sort)).toEqual(ids)
  })

  it.each(['name', '*id', '+', '++id', 'id,', 'id;kernel', 'constructor', '%2Bid', 'ID'])(
    '%s is refused',
    (sort) => {
      expect(() => order(sort)).toThrow('+ or - and one of "kernel", "description", "id", "flag" is expected')
    },
  )

  const item = fc.record({ a: fc.integer({ min: 0, max: 3 }), b: fc.constantFrom('x 9', 'x 10', 'X 9') })
  const sign = fc.constantFrom('+', '-', '', ' ')

  it('keeps what is equal in its order, and turns it round by the sign', () => {
    fc.assert(
      fc.property(fc.array(item), sign, sign, (given, first, second) => {
        const list = given.map((one, index) => ({ ...one, index }))
        const result = sorted(list, `${first}a,${second}b`, ['a', 'b'])

        expect(new Set(result)).toEqual(new Set(list))
        for (const [index, one] of result.slice(1).entries()) {
          const before = result[index] ?? one
          if (before.a !== one.a) expect(before.a < one.a).toBe(first !== '-')
          else if (before.b === one.b) expect(before.index).toBeLessThan(one.index)
        }
      }),
    )
  })
})
