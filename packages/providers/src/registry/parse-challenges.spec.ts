import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChallenges } from './parse-challenges.ts'

function parse(header: string) {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])
}

describe('parseChallenges()', () => {
  it.each([
    ['', []],
    ['Basic', [['basic', {}]]],
    ['BASIC realm="x"', [['basic', { realm: 'x' }]]],
    ['Basic realm=x', [['basic', { realm: 'x' }]]],
    ['Basic realm = "x"', [['basic', { realm: 'x' }]]],
    ['Basic realm=""', [['basic', { realm: '' }]]],
    [
      'Bearer realm="https://auth.example/token",service="registry",scope="repository:a/b:pull,push"',
      [
        [
          'bearer',
          { realm: 'https://auth.example/token', service: 'registry', scope: 'repository:a/b:pull,push' },
        ],
      ],
    ],
    ['Bearer realm="a, Basic realm=\\"b\\""', [['bearer', { realm: 'a, Basic realm="b"' }]]],
    ['Bearer REALM="x", Realm="y"', [['bearer', { realm: 'x' }]]],
    [
      'Negotiate, Basic realm="a", Bearer realm="b",service=c',
      [
        ['negotiate', {}],
        ['basic', { realm: 'a' }],
        ['bearer', { realm: 'b', service: 'c' }],
      ],
    ],
    [
      'Negotiate YWJj==, Basic realm="a"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'a' }],
      ],
    ],
    [
      ' , ,Basic realm="a" , , Digest nonce=n',
      [
        ['basic', { realm: 'a' }],
        ['digest', { nonce: 'n' }],
      ],
    ],
    ['Bearer realm="not closed', [['bearer', {}]]],
    ['Bearer realm="x" service="y"', [['bearer', { realm: 'x', service: 'y' }]]],
    [
      'Bearer realm="x",error="insufficient_scope",error_description="a \\\\ b"',
      [['bearer', { realm: 'x', error: 'insufficient_scope', error_description: 'a \\ b' }]],
    ],
    ['"x"', []],
    ['=', []],
  ])('reads %j', (header, challenges) => {
    expect(parse(header)).toEqual(challenges)
  })

  it('reads any parameters that were quoted as they should be', () => {
    const value = fc.string({ maxLength: 20, unit: 'grapheme-ascii' })
    const name = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, value), { maxLength: 5, selector: ([key]) => key }),
        (pairs) => {
          const written = pairs.map(([key, text]) => `${key}="${text.replace(/["\\]/g, '\\$&')}"`).join(', ')
          expect(parse(`Bearer ${written}`)).toEqual([['bearer', Object.fromEntries(pairs)]])
        },
      ),
    )
  })

  it('reads no more than a few challenges and parameters of any text, and at once', () => {
    const start = performance.now()
    const hostile = [
      'Basic ,'.repeat(5000),
      `Bearer ${'a=b,'.repeat(5000)}`,
      `Bearer a="${'\\'.repeat(50_000)}`,
      'a '.repeat(50_000),
      `B ${'='.repeat(50_000)}`,
      `B a${' '.repeat(50_000)}`,
    ]
    for (const header of hostile) {
      const challenges = parseChallenges(header)
      expect(challenges.length).toBeLessThanOrEqual(10)
      for (const { parameters } of challenges) expect(parameters.size).toBeLessThanOrEqual(20)
    }
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('reads any text without failing', () => {
    const part = fc.constantFrom('Bearer ', 'realm=', '"', ',', '=', ' ', '\\', 'x')
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 3 }))), (parts) => {
        for (const { scheme } of parseChallenges(parts.join(''))) expect(scheme).not.toBe('')
      }),
    )
  })
})
