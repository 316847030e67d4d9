import { describe, expect, it } from 'vitest'
import { byHighestVersion, isVersionNumber } from './version-number.ts'

describe('versions of Azure', () => {
  it('compares numbers, not letters', () => {
    const versions = ['1.9.0', '1.10.0', '2018.12.1', '1.10', '1.10.0.1']

    expect(versions.toSorted(byHighestVersion)).toEqual(['2018.12.1', '1.10.0.1', '1.10.0', '1.10', '1.9.0'])
  })

  it.each([
    ['1.2.3', true],
    ['22.04.202401010', true],
    ['latest', false],
    ['1.2.', false],
    ['', false],
    ['1.2.3.4.5', false],
  ])('says whether "%s" is one: %s', (text, isOne) => {
    expect(isVersionNumber(text)).toBe(isOne)
  })
})
