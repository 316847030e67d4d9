import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences } from './differences.ts'
import { isSameJson } from './is-same-json.ts'

describe('isSameJson()', () => {
  it.each([
    ['members in another order', { a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 }, true],
    ['another value', { a: 1 }, { a: 2 }, false],
    ['a member more', { a: 1 }, { a: 1, b: 2 }, false],
    ['as many other members', { a: 1, b: undefined }, { a: 1, c: undefined }, false],
    ['items in another order', [1, 2], [2, 1], false],
    ['a list and an object', [], {}, false],
    ['null and nothing', { a: null }, {}, false],
    ['a number and its text', 1, '1', false],
    ['a member that only one inherits', JSON.parse('{"__proto__": 1}'), { constructor: 1 }, false],
  ])('tells of %s', (_, a, b, expected) => {
    expect(isSameJson(a, b)).toBe(expected)
    expect(isSameJson(b, a)).toBe(expected)
  })

  it('does not follow values without end', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
    const [endless, other]: [unknown[], unknown[]] = [[], []]
    endless.push(endless)
    other.push(other)

    expect(isSameJson(nested(60), nested(60))).toBe(true)
    expect(isSameJson(nested(5000), nested(5000))).toBe(false)
    expect(isSameJson(endless, other)).toBe(false)
  })

  it('never says yes where there are differences', () => {
    const small = fc.jsonValue({ maxDepth: 3 })
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(isSameJson(a, structuredClone(a))).toBe(true)
        if (isSameJson(a, b)) expect(differences(a, b)).toEqual([])
      }),
    )
  })
})
