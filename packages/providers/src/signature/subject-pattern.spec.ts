import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesSubject } from './subject-pattern.ts'

const workflow = 'https://git.example/ml/runtimes/.ci/build.yml@refs/heads/main'

describe('matchesSubject()', () => {
  it.each([
    [workflow, true],
    ['https://git.example/ml/*', true],
    ['https://git.example/*/.ci/build.yml@refs/heads/main', true],
    ['https://git.example/ml/*@refs/heads/*', true],
    ['*@refs/heads/main', true],
    ['*/ml/*', true],
    [`${workflow}*`, true],
    [`**${workflow}**`, true],
    ['*', true],
    ['', false],
    ['https://git.example/ml/', false],
    ['git.example/*', false],
    ['https://git.example/ml/*@refs/tags/*', false],
    ['https://git.example/ml/*main*main', false],
    ['HTTPS://git.example/*', false],
    ['https://git.example/.*', false],
    ['https://git?example/*', false],
    ['https://git.example/ml/runtimes/.ci/build.yml@refs/heads/main*main', false],
  ])('takes %j: %s', (pattern, expected) => {
    expect(matchesSubject(pattern, workflow)).toBe(expected)
  })

  it('agrees with a regular expression that says the same', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), maxLength: 12 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 })
    fc.assert(
      fc.property(pattern, text, (pattern, subject) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*')
        expect(matchesSubject(pattern, subject)).toBe(new RegExp(`^${expression}$`).test(subject))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes little time for patterns that others take for ever for', () => {
    const start = performance.now()
    expect(matchesSubject(`${'a*'.repeat(1000)}b`, 'a'.repeat(2048))).toBe(false)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
