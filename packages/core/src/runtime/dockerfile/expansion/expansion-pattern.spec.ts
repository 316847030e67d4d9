import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replacePattern, withoutPrefix, withoutSuffix } from './expansion-pattern.ts'

/** The pattern as a regular expression, which is as good for texts as short as these. */
function source(pattern: string, longest: boolean): string {
  return pattern.replaceAll('*', longest ? '.*' : '.*?')
}

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 5 })

describe('shell patterns', () => {
  it.each([true, false])('take away the same start as a regular expression does, longest: %s', (longest) => {
    fc.assert(
      fc.property(texts, patterns, (text, pattern) => {
        const match = new RegExp(`^${source(pattern, longest)}`).exec(text)?.[0] ?? ''
        expect(withoutPrefix(text, pattern, longest)).toBe(text.slice(match.length))
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['a.b.c', '.*', false, 'a.b'],
    ['a.b.c', '.*', true, 'a'],
    ['a.b.c', '?', false, 'a.b.'],
    ['a.b.c', 'x', true, 'a.b.c'],
    ['a*b', '\\*b', true, 'a'],
    ['abc', '', true, 'abc'],
    ['abc', '*', true, ''],
  ])('take from %s the end %s (longest: %s)', (text, pattern, longest, left) => {
    expect(withoutSuffix(text, pattern, longest)).toBe(left)
  })

  it.each([
    ['a.b.c', '.', '-', false, 'a-b.c'],
    ['a.b.c', '.', '-', true, 'a-b-c'],
    ['a.b.c', '.*', '-', true, 'a-'],
    ['aaa', 'a', '', true, ''],
    ['abc', '', 'x', true, 'abc'],
    ['abc', 'd', 'x', true, 'abc'],
    ['a$1', '$1', '$&', false, 'a$&'],
  ])(
    'replace in %s what is like %s by %s (everywhere: %s)',
    (text, pattern, replacement, everywhere, result) => {
      expect(replacePattern(text, pattern, replacement, everywhere, 1000)).toBe(result)
    },
  )

  it('stop replacing beyond the limit', () => {
    expect(replacePattern('a'.repeat(100), 'a', 'x'.repeat(100), true, 1000).length).toBeLessThan(1200)
  })
})
