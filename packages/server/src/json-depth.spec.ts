import { describe, expect, it } from 'vitest'
import { isDeeperThan } from './json-depth.ts'

/** Arrays and objects by turns, `depth` of them in each other. */
function nest(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value, 1] : { a: null, b: value }
  return value
}

describe('the depth of a JSON value', () => {
  it.each([0, 1, 2, 63, 64])('of %i is not beyond 64', (depth) => {
    expect(isDeeperThan(nest(depth), 64)).toBe(false)
  })

  it.each([65, 1000, 200_000])('of %i is', (depth) => {
    expect(isDeeperThan(nest(depth), 64)).toBe(true)
  })

  it.each([['a text'], [null], [undefined], [1], [[]], [{}]])('of %j is one at most', (value) => {
    expect(isDeeperThan(value, 1)).toBe(false)
  })
})
