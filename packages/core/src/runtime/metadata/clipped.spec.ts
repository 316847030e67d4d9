import { describe, expect, it } from 'vitest'
import { clipped } from './clipped.ts'

describe('clipped()', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 1, ''],
    ['a🚀bc', 3, 'a…'],
    ['a🚀bc', 4, 'a🚀…'],
  ])('makes of %j in %i characters %j', (text, limit, short) => {
    expect(clipped(text, limit)).toBe(short)
  })
})
