import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'

describe('placeholderValue', () => {
  it.each([
    'unspecified',
    'Unspecified',
    'TODO',
    'tbd',
    'CHANGEME',
    'change me',
    'n/a',
    'None',
    '0.0.0',
    '…',
    '<your edition>',
    '<>',
    '${EDITION}',
    '$EDITION',
    '{{ edition }}',
    '%EDITION%',
    '@EDITION@',
    '__EDITION__',
  ])('is found for %j', (value) => {
    const env = 'ML_RUNTIME_EDITION'
    expect(spokenOf('placeholderValue', { values: { edition: value } })).toEqual([
      `placeholderValue:edition: The edition is "${value}", which nobody has filled in; build with a value for ${env}`,
    ])
  })

  it.each([
    'v4.2.0',
    '10.0.0',
    '0.0.01',
    'Community',
    'Unspecified Edition',
    'Node <3>',
    'US$',
    '100%',
    'TODO list',
    '0',
  ])('is not found for %j', (value) => {
    expect(spokenOf('placeholderValue', { values: { edition: value } })).toEqual([])
  })

  it('is found of every field', () => {
    const values = {
      'short-version': 'unspecified',
      'maintenance-version': 'unspecified',
      kernel: 'unspecified',
      description: 'TODO',
    }
    expect(findingsOf('placeholderValue', { values }).map(({ code }) => code)).toEqual([
      'placeholderValue:kernel',
      'placeholderValue:short-version',
      'placeholderValue:maintenance-version',
      'placeholderValue:description',
    ])
  })
})

describe('valueTooLong', () => {
  it.each([
    ['kernel', 256],
    ['short-version', 48],
    ['description', 2048],
    ['git-hash', 64],
  ] as const)('is found of %s beyond %i characters', (name, limit) => {
    expect(findingsOf('valueTooLong', { values: { [name]: '1'.repeat(limit) } })).toEqual([])
    expect(findingsOf('valueTooLong', { values: { [name]: '1'.repeat(limit + 1) } })).toMatchObject([
      {
        code: `valueTooLong:${name}`,
        severity: 'error',
        evidence: { length: String(limit + 1), limit: String(limit) },
      },
    ])
  })

  it('says how long it is, and no finding repeats it whole', () => {
    const values = { edition: 'x'.repeat(1_000_000) }
    expect(spokenOf('valueTooLong', { values })).toEqual([
      'valueTooLong:edition: The edition may have 256 characters, but it has 1000000; shorten it',
    ])
    const text = JSON.stringify(
      findingsOf('envLabelMismatch', { values, env: { edition: 'y'.repeat(1_000_000) } }),
    )
    expect(text).toContain('xxx')
    expect(text.length).toBeLessThan(2000)
  })
})

describe('controlCharacters', () => {
  it.each([
    ['a NUL', 'Data\0Science', '"Data\\u0000Science"', '0000'],
    ['a line break', 'Data\nScience', '"Data\\nScience"', '000A'],
    ['an escape', '\u001B[31mred', '"\\u001b[31mred"', '001B'],
    ['a space without width', 'Stand\u200Bard', '"Stand\\u200bard"', '200B'],
    ['a turn of direction', 'Data \u202Ednas', '"Data \\u202ednas"', '202E'],
    ['half a surrogate pair', 'Data\uD83D', '"Data\\ud83d"', 'D83D'],
  ])('is found for %s', (_what, edition, shown, code) => {
    expect(spokenOf('controlCharacters', { values: { edition } })).toEqual([
      `controlCharacters:edition: The edition ${shown} has the character U+${code}, which cannot be seen; leave it out`,
    ])
  })

  it.each(['Données', '数据', 'Data 🚀', 'Data – Science'])('is not found for %j', (edition) => {
    expect(spokenOf('controlCharacters', { values: { edition } })).toEqual([])
  })

  it('lets a description have several lines and joined emoji', () => {
    expect(spokenOf('controlCharacters', { values: { description: 'One\n\tTwo 👩‍🔬' } })).toEqual([])
    expect(findingsOf('controlCharacters', { values: { description: 'One\0' } })).toHaveLength(1)
    expect(findingsOf('controlCharacters', { values: { description: 'One\u202Eowt' } })).toHaveLength(1)
  })
})

describe('surroundingSpaces', () => {
  it.each([' Data', 'Data ', '\tData'])('is found for %j', (edition) => {
    expect(spokenOf('surroundingSpaces', { values: { edition } })).toEqual([
      `surroundingSpaces:edition: The edition ${JSON.stringify(edition)} begins or ends with a space; leave it out`,
    ])
  })

  it('is not found of a description, nor within a value', () => {
    expect(spokenOf('surroundingSpaces', { values: { edition: 'A b', description: ' x ' } })).toEqual([])
  })
})

describe('valueUnusual', () => {
  it.each([
    [
      'git-hash',
      '0123456789abcdef0123456789abcdef0123456g',
      'a git hash such as "0123456789abcdef0123456789abcdef01234567"',
    ],
    ['git-hash', 'main', 'a git hash such as "0123456789abcdef0123456789abcdef01234567"'],
    ['gbn', 'b17', 'a build number such as "12345678"'],
    ['cuda-version', '11', 'a CUDA version such as "11.8.0"'],
    ['cuda-version', 'cu118', 'a CUDA version such as "11.8.0"'],
  ] as const)('is found for the %s %j', (name, value, expected) => {
    expect(spokenOf('valueUnusual', { values: { [name]: value } })).toEqual([
      `valueUnusual:${name}: Expected ${expected}, but got "${value}"; leave the label empty where there is none`,
    ])
  })

  it.each([
    ['git-hash', '0'],
    ['git-hash', ''],
    ['gbn', '0'],
    ['cuda-version', ''],
    ['cuda-version', '12.5.1'],
    ['cuda-version', '11.8'],
    ['cuda-version', 'none'],
  ] as const)('is not found for the %s %j', (name, value) => {
    expect(spokenOf('valueUnusual', { values: { [name]: value } })).toEqual([])
  })
})

describe('kernelUnusual', () => {
  it.each(['Conda', 'Agent Studio', 'Python', 'python 3.11', 'Python 3.11.2.1'])(
    'is an info for %j',
    (kernel) => {
      expect(findingsOf('kernelUnusual', { values: { kernel } })).toMatchObject([
        { severity: 'info', field: 'kernel' },
      ])
    },
  )

  it.each(['Python 3.9.10', 'R 4.3', 'Scala 2.11', 'Julia 1', 'unspecified'])(
    'is not found for %j',
    (kernel) => {
      expect(findingsOf('kernelUnusual', { values: { kernel } })).toEqual([])
    },
  )

  it('says why it matters', () => {
    expect(spokenOf('kernelUnusual', { values: { kernel: 'Conda' } })).toEqual([
      'kernelUnusual: A kernel is mostly a language and its version, such as "Python 3.11"; "Conda" is found only by those who ask for exactly that',
    ])
  })
})
