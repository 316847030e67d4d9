import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersionTexts } from './compare.ts'
import { parseVersionRange, rangeFault, selectVersions } from './range.ts'
import { parseVersion } from './version.ts'

/** The texts of `versions` that `range` selects, newest first. */
function select(range: string, versions: readonly string[]): string[] {
  return selectVersions(
    parseVersionRange(range)!,
    versions.map((text) => parseVersion(text)!),
  )
    .map((version) => version.text)
    .toSorted((a, b) => compareVersionTexts(b, a))
}

const versions = ['1', '1.2', '1.10', '2.0', '1.2.3', '1.2.0']

describe('selectVersions()', () => {
  it.each([
    ['1.x', ['1.10', '1.2.3', '1.2.0', '1.2']],
    ['1.X', ['1.10', '1.2.3', '1.2.0', '1.2']],
    ['1.*', ['1.10', '1.2.3', '1.2.0', '1.2']],
    [' 1.x ', ['1.10', '1.2.3', '1.2.0', '1.2']],
    ['01.x', ['1.10', '1.2.3', '1.2.0', '1.2']],
    ['1.2.x', ['1.2.3', '1.2.0']],
    ['3.x', []],
    ['1.2', ['1.2']],
    [' 1.2 ', ['1.2']],
    ['1.02', ['1.2']],
    ['1', ['1']],
    ['1.1', []],
    ['2', []],
    ['x', ['2.0', '1.10', '1.2.3', '1.2.0', '1.2', '1']],
    ['*', ['2.0', '1.10', '1.2.3', '1.2.0', '1.2', '1']],
    ['latest', ['2.0', '1.10', '1.2.3', '1.2.0', '1.2', '1']],
    ['Latest', ['2.0', '1.10', '1.2.3', '1.2.0', '1.2', '1']],
    ['', ['2.0', '1.10', '1.2.3', '1.2.0', '1.2', '1']],
  ])('%j selects %j', (range, selected) => {
    expect(select(range, versions)).toEqual(selected)
  })

  it('prefers the spelling that was asked for to an equal number', () => {
    expect(select('1.02', ['1.2', '1.02', '1.002'])).toEqual(['1.02'])
    expect(select('1.2', ['1.02', '1.002'])).toEqual(['1.02', '1.002'])
  })

  it('never takes a literal for a prefix', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 9 }),
        (parts, more) => {
          const literal = parts.join('.')
          expect(select(literal, [`${literal}.${more}`])).toEqual([])
          expect(select(`${literal}.x`, [`${literal}.${more}`])).toEqual([`${literal}.${more}`])
          expect(select(`${literal}.x`, [literal, `${literal}${more}`])).toEqual([])
        },
      ),
    )
  })
})

describe('rangeFault()', () => {
  it.each([
    ['1.x.3', 'A wildcard may stand only at the end of a version, but "1.x.3" has one before it'],
    ['1.2.x.x', 'A wildcard may stand only at the end of a version, but "1.2.x.x" has one before it'],
    ['x.x', 'A wildcard may stand only at the end of a version, but "x.x" has one before it'],
    ['1..x', 'A part is empty in version "1..x"'],
    ['.x', 'A part is empty in version ".x"'],
    ['v1', 'A version begins with a digit, but "v1" does not'],
    ['>=1.0', 'A version begins with a digit, but ">=1.0" does not'],
    [`${'1.'.repeat(200)}x`, 'A version has at most 256 characters, but this one has 401'],
  ])('refuses %j', (text, fault) => {
    expect(rangeFault(text)).toBe(fault)
    expect(parseVersionRange(text)).toBeUndefined()
  })

  it('accepts exactly what parseVersionRange() reads', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9xX*. a-]{0,8}$/), (text) => {
        expect(rangeFault(text) === undefined).toBe(parseVersionRange(text) !== undefined)
      }),
    )
  })
})
