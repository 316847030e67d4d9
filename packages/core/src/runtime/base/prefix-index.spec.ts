import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PrefixIndex } from './prefix-index.ts'

const sequence = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 })
const sequences = fc.array(sequence, { maxLength: 30 })

function indexOf(items: readonly string[][]) {
  return new PrefixIndex(
    items,
    (item) => item,
    () => 0,
  )
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const first = a.findIndex((element, index) => element !== b[index])
  return first === -1 ? a.length : first
}

describe('PrefixIndex', () => {
  it('finds the longest prefix that looking at all of them finds', () => {
    fc.assert(
      fc.property(sequences, sequence, (items, question) => {
        const prefixes = items.filter(
          (item) => item.length > 0 && commonLength(item, question) === item.length,
        )
        const longest = Math.max(0, ...prefixes.map(({ length }) => length))

        const found = indexOf(items).longestPrefix(question)

        expect(found?.length ?? 0).toBe(longest)
        expect(found?.common ?? 0).toBe(longest)
        expect(found?.items.length ?? 0).toBe(prefixes.filter(({ length }) => length === longest).length)
      }),
    )
  })

  it('finds one that has most in common', () => {
    fc.assert(
      fc.property(sequences, sequence, (items, question) => {
        const most = Math.max(0, ...items.map((item) => commonLength(item, question)))

        const found = indexOf(items).nearest(question)

        expect(found?.common ?? 0).toBe(most)
        expect(found === undefined).toBe(most === 0)
      }),
    )
  })

  it('finds the same in whatever order the items came', () => {
    fc.assert(
      fc.property(
        sequences.chain((items) =>
          fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
        ),
        sequence,
        ([items, shuffled], question) => {
          const [one, other] = [indexOf(items), indexOf(shuffled)]

          expect(other.longestPrefix(question)).toEqual(one.longestPrefix(question))
          expect(other.nearest(question)).toEqual(one.nearest(question))
        },
      ),
    )
  })
})
