import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareVersions,
  compareVersionTexts,
  sameVersion,
  versionKey,
  versionKeyWithoutZeros,
} from './compare.ts'
import { parseVersion, type Version } from './version.ts'

function version(text: string): Version {
  const parsed = parseVersion(text)
  if (parsed === undefined) throw new Error(`Not a version: "${text}"`)
  return parsed
}

const part = fc.oneof(
  fc.nat({ max: 20 }).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String),
  fc
    .tuple(fc.constantFrom('0', '00', '7', '10'), fc.constantFrom('', 'a', 'b', '-rc1', '-rc2'))
    .map(([digits, suffix]) => digits + suffix),
)
const laterPart = fc.oneof(part, fc.constantFrom('alpha', 'beta', 'cdh7'))
const anyVersion = fc
  .tuple(part, fc.array(laterPart, { maxLength: 4 }))
  .map(([first, rest]) => version([first, ...rest].join('.')))

describe('compareVersions()', () => {
  it.each([
    ['1.2', '1.10'],
    ['1.10', '2.0'],
    ['1.2', '2.0'],
    ['1.2', '1.2.3'],
    ['1.2', '1.2.0'],
    ['1.2.0', '1.2.3'],
    ['1.2.9', '1.2.10'],
    ['7.9.220608174', '7.9.2206081740'],
    ['2025.1231.2359', '2026.0101.0000'],
    ['2026.0819.1503', '2026.0819.1504'],
    ['9007199254740992', '9007199254740993'],
    ['1.99999999999999999999', '1.100000000000000000000'],
    ['1.2-rc1', '1.2'],
    ['1.2-rc1', '1.2-rc2'],
    ['2025.10a', '2025.10'],
    ['2025.9', '2025.10a'],
    ['1.beta', '1.0'],
    ['1', '1.beta'],
  ])('puts %s before %s', (older, newer) => {
    expect(compareVersions(version(older), version(newer))).toBe(-1)
    expect(compareVersions(version(newer), version(older))).toBe(1)
    expect(compareVersionTexts(older, newer)).toBe(-1)
  })

  it('sorts the newest first when asked to', () => {
    const sorted = ['1.2', '1.10', '2.0', '1.2.3'].toSorted((a, b) => compareVersionTexts(b, a))

    expect(sorted).toEqual(['2.0', '1.10', '1.2.3', '1.2'])
  })

  it('is antisymmetric', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0)
      }),
    )
  })

  it('is transitive', () => {
    fc.assert(
      fc.property(fc.array(anyVersion, { minLength: 3, maxLength: 12 }), (versions) => {
        const sorted = versions.toSorted(compareVersions)
        for (let low = 0; low < sorted.length; low++) {
          for (let high = low + 1; high < sorted.length; high++) {
            expect(compareVersions(sorted[low]!, sorted[high]!)).toBeLessThanOrEqual(0)
          }
        }
      }),
    )
  })

  it('tells apart all that do not differ in leading zeros alone', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        expect(compareVersions(a, b) === 0).toBe(versionKey(a) === versionKey(b))
      }),
    )
  })

  it('agrees with numbers on numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n }), fc.bigInt({ min: 0n }), (a, b) => {
        const expected = a === b ? 0 : a < b ? -1 : 1
        expect(compareVersions(version(String(a).slice(0, 250)), version(String(b).slice(0, 250)))).toBe(
          expected,
        )
      }),
    )
  })
})

describe('sameVersion() and versionKeyWithoutZeros()', () => {
  it.each([
    ['1.2', '1.02', true, true],
    ['1.2', '1.2', true, true],
    ['1.2', '1.2.0', false, true],
    ['1', '1.0.00', false, true],
    ['1.2', '1.2.1', false, false],
    ['1.2', '1.2.0-rc1', false, false],
    ['1.2', '1.20', false, false],
  ])('%s and %s: %s, %s', (a, b, same, nearly) => {
    expect(sameVersion(version(a), version(b))).toBe(same)
    expect(versionKeyWithoutZeros(version(a)) === versionKeyWithoutZeros(version(b))).toBe(nearly)
  })
})

describe('compareVersionTexts()', () => {
  it('puts what is no version before all versions, by code unit', () => {
    const sorted = ['1.0', 'nightly', '0.1', 'broken'].toSorted(compareVersionTexts)

    expect(sorted).toEqual(['broken', 'nightly', '0.1', '1.0'])
  })
})
