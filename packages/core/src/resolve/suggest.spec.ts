import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fill } from './fill.ts'
import { describeList } from './describe.ts'
import { suggest } from './suggest.ts'

const names = ['almalinux8', 'almalinux9', 'cycle.image.ubuntu20', 'cycle.image.ubuntu22', 'r_execute']

describe('suggest()', () => {
  it.each([
    ['almalinux-8', ['almalinux8', 'almalinux9']],
    ['ubuntu22', ['cycle.image.ubuntu22']],
    ['R_EXECUTE2', ['r_execute']],
    ['ubuntu', ['cycle.image.ubuntu20', 'cycle.image.ubuntu22']],
    ['windows', []],
    ['', []],
    ['x'.repeat(1000), []],
  ])('%j: %j', (wanted, found) => {
    expect(suggest(wanted, names)).toEqual(found)
    expect(suggest(wanted, names.toReversed())).toEqual(found)
  })

  it('does not look through too many names', () => {
    const many = Array.from({ length: 20_001 }, (_, index) => `name-${index}`)

    expect(suggest('name-1', many)).toEqual([])
    expect(suggest('name-1', many.slice(1))).toHaveLength(3)
  })
})

describe('fill()', () => {
  it('puts values in once and leaves what has none', () => {
    expect(fill('{a} and {b} and {toString}', { a: '{b}', b: '$&' })).toBe('{b} and $& and {toString}')
  })

  it('never changes what a value says', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fill('<{value}>', { value })).toBe(`<${value}>`)
      }),
    )
  })
})

describe('describeList()', () => {
  it.each([
    [[], 'none'],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('%j: %s', (things, text) => {
    expect(describeList(things, 'or')).toBe(text)
  })

  it('counts what is too much to list', () => {
    const text = describeList(
      Array.from({ length: 25 }, (_, index) => String(index)),
      'or',
    )

    expect(text.endsWith('18, 19 and 5 more')).toBe(true)
  })
})
