import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeDifference, differences } from './differences.ts'

describe('differences()', () => {
  it.each<[string, unknown, unknown, unknown[]]>([
    ['nothing', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['an order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ['a leaf', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: '/a/b', before: '1', after: '2' }]],
    ['a field put in', {}, { a: 'x' }, [{ path: '/a', after: '"x"' }]],
    ['a field taken out', { a: 'x' }, {}, [{ path: '/a', before: '"x"' }]],
    ['absent and null', { a: null }, {}, [{ path: '/a', before: 'null' }]],
    ['undefined and absent', { a: undefined }, {}, []],
    ['a kind of value', { a: [] }, { a: {} }, [{ path: '/a', before: '[]', after: '{}' }]],
    ['a value and a list', { a: 1 }, { a: [2] }, [{ path: '/a', before: '1', after: '[2]' }]],
    ['an empty list put in', {}, { a: [] }, [{ path: '/a', after: '[]' }]],
    [
      'a number in a list',
      [1, 2],
      [1, 3, 4],
      [
        { path: '/1', before: '2', after: '3' },
        { path: '/2', after: '4' },
      ],
    ],
    [
      'a whole document',
      undefined,
      { a: 1, b: { c: true } },
      [
        { path: '/a', after: '1' },
        { path: '/b/c', after: 'true' },
      ],
    ],
    ['all of a document', { a: 1 }, undefined, [{ path: '/a', before: '1' }]],
    ['two texts', 'a', 'b', [{ path: '', before: '"a"', after: '"b"' }]],
    ['odd names', { 'a/b~c': 1 }, {}, [{ path: '/a~1b~0c', before: '1' }]],
    ['the name of a prototype', JSON.parse('{"__proto__": 1}'), {}, [{ path: '/__proto__', before: '1' }]],
    ['fields that every object has', {}, { toString: 1 }, [{ path: '/toString', after: '1' }]],
  ])('sees %s', (_, before, after, found) => {
    expect(differences(before, after)).toEqual(found)
  })

  it('matches items of lists by their names', () => {
    const before = {
      artifacts: [
        { name: 'az/ue', reference: 'a' },
        { name: 'b', reference: 'b' },
      ],
    }
    const after = {
      artifacts: [
        { name: 'new', reference: 'n' },
        { name: 'b', reference: 'b' },
        { name: 'az/ue', reference: 'c' },
      ],
    }

    expect(differences(before, after)).toEqual([
      { path: '/artifacts/az~1ue/reference', before: '"a"', after: '"c"' },
      { path: '/artifacts/new/name', after: '"new"' },
      { path: '/artifacts/new/reference', after: '"n"' },
    ])
  })

  it('matches by position where a name is missing or used twice', () => {
    const before = [
      { name: 'a', x: 1 },
      { name: 'a', x: 2 },
    ]
    const after = [
      { name: 'a', x: 1 },
      { name: 'a', x: 3 },
    ]

    expect(differences(before, after)).toEqual([{ path: '/1/x', before: '2', after: '3' }])
  })

  it('finds something exactly where the values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (before, after) => {
        expect(differences(before, JSON.parse(JSON.stringify(before)))).toEqual([])
        const isSame = sorted(before) === sorted(after)
        expect(differences(before, after).length === 0).toBe(isSame)
      }),
    )
  })

  it('compares what is very deep as a whole', () => {
    expect(differences(nest(1), nest(2))).toHaveLength(1)
  })
})

describe('describeDifference()', () => {
  it.each([
    [
      { path: '/artifacts/az~1ue/reference', before: '"a"', after: '"b"' },
      'artifacts/az/ue/reference: "a" → "b"',
    ],
    [{ path: '/label', after: '"R"' }, 'label: (none) → "R"'],
    [{ path: '/label', before: '"R"' }, 'label: "R" → (none)'],
    [{ path: '', before: '1', after: '2' }, '1 → 2'],
  ])('puts %j in a line', (difference, line) => {
    expect(describeDifference(difference)).toBe(line)
  })
})

/** JSON whose objects have their fields in one order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  )
}

/** A value two thousand objects deep. */
function nest(leaf: number): unknown {
  let value: unknown = leaf
  for (let depth = 0; depth < 2000; depth++) value = { a: value }
  return value
}
