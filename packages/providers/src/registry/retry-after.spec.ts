import { describe, expect, it } from 'vitest'
import { retryAfter } from './retry-after.ts'

const now = Date.UTC(2026, 0, 1)

describe('retryAfter()', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 23:59:59 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['99999999999', undefined],
    ['Thu, nonsense', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %j is %j', (header, expected) => {
    expect(retryAfter(header, now)).toBe(expected)
  })
})
