import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bumpVersion, type VersionStep } from './bump.ts'
import { compareVersionTexts } from './compare.ts'

describe('bumpVersion()', () => {
  it.each<[string | undefined, VersionStep, string]>([
    [undefined, 'major', '1.0'],
    [undefined, 'minor', '1.0'],
    [undefined, 'patch', '1.0'],
    ['1.1', 'minor', '1.2'],
    ['1.9', 'minor', '1.10'],
    ['1.1', 'major', '2.0'],
    ['1.2', 'patch', '1.2.1'],
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'patch', '1.2.4'],
    ['1', 'minor', '1.1'],
    ['1', 'major', '2'],
    ['1', 'patch', '1.0.1'],
    ['1.2.3.4', 'minor', '1.3.0.0'],
    ['1.2-rc1', 'minor', '1.3'],
    ['1.2-rc1', 'major', '2.0'],
    ['1.beta', 'minor', '1.1'],
    ['2026.0819.1503', 'minor', '2026.0820.0'],
    ['1.9007199254740993', 'minor', '1.9007199254740994'],
  ])('%s, %s: %s', (latest, step, bumped) => {
    expect(bumpVersion(latest, step)).toBe(bumped)
  })

  it('throws on what is no version', () => {
    expect(() => bumpVersion('latest', 'minor')).toThrow('A version begins with a digit')
  })

  it('always gives a newer version', () => {
    const versions = fc.array(fc.nat(), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(versions, fc.constantFrom<VersionStep>('major', 'minor', 'patch'), (latest, step) => {
        expect(compareVersionTexts(bumpVersion(latest, step), latest)).toBe(1)
      }),
    )
  })
})
