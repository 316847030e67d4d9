import { describe, expect, it } from 'vitest'
import { parseVersion, versionFault, versionLimit } from './version.ts'

describe('parseVersion()', () => {
  it.each([
    ['1', [['1', '']]],
    [
      '1.2',
      [
        ['1', ''],
        ['2', ''],
      ],
    ],
    [
      ' 1.10 ',
      [
        ['1', ''],
        ['10', ''],
      ],
    ],
    [
      '1.02',
      [
        ['1', ''],
        ['2', ''],
      ],
    ],
    ['0', [['0', '']]],
    [
      '000.00',
      [
        ['0', ''],
        ['0', ''],
      ],
    ],
    [
      '1.2-rc1',
      [
        ['1', ''],
        ['2', '-rc1'],
      ],
    ],
    [
      '2025.10a',
      [
        ['2025', ''],
        ['10', 'a'],
      ],
    ],
    [
      '7.9.220608174e',
      [
        ['7', ''],
        ['9', ''],
        ['220608174', 'e'],
      ],
    ],
    [
      '1.0.beta2',
      [
        ['1', ''],
        ['0', ''],
        ['', 'beta2'],
      ],
    ],
    [
      '7.2.17-1.cdh7',
      [
        ['7', ''],
        ['2', ''],
        ['17', '-1'],
        ['', 'cdh7'],
      ],
    ],
  ])('reads %j', (text, parts) => {
    const version = parseVersion(text)

    expect(version?.text).toBe(text.trim())
    expect(version?.parts.map((part) => [part.digits, part.suffix])).toEqual(parts)
  })

  it.each([
    ['', 'A version cannot be empty'],
    ['   ', 'A version cannot be empty'],
    ['1..2', 'A part is empty in version "1..2"'],
    ['1.', 'A part is empty in version "1."'],
    ['.1', 'A version begins with a digit, but ".1" does not'],
    ['-1', 'A version begins with a digit, but "-1" does not'],
    ['v1.2', 'A version begins with a digit, but "v1.2" does not'],
    ['latest', 'A version begins with a digit, but "latest" does not'],
    ['1.-2', 'The part "-2" is negative in version "1.-2"'],
    ['1.+2', 'The part "+2" does not begin with a letter or digit in version "1.+2"'],
    ['1.x', 'The wildcard "x" is not allowed in version "1.x"'],
    ['1.*', 'The wildcard "*" is not allowed in version "1.*"'],
    ['1. 2', 'The part " 2" does not begin with a letter or digit in version "1. 2"'],
    ['1.2 3', 'The part "2 3" has a character other than letters, digits and - _ + ~ in version "1.2 3"'],
    ['9'.repeat(versionLimit + 1), 'A version has at most 256 characters, but this one has 257'],
  ])('refuses %j', (text, fault) => {
    expect(versionFault(text)).toBe(fault)
    expect(parseVersion(text)).toBeUndefined()
  })

  it('takes time in proportion to a text that almost fits', () => {
    const text = `1.${'a-'.repeat(100)}!`

    for (let round = 0; round < 1000; round++)
      expect(versionFault(text)).toContain('has a character other than')
  })
})
