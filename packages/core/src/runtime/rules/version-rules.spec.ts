import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { baseValues, vendorBase } from './sample-subject.ts'

describe('metadataVersionInvalid', () => {
  it.each(['0', '4', '02', '2.0', 'v2', 'two'])('is found for %j', (value) => {
    expect(spokenOf('metadataVersionInvalid', { values: { 'runtime-metadata-version': value } })).toEqual([
      `metadataVersionInvalid: The metadata version must be 1 (not PBJ), 2 (PBJ on Ubuntu) or 3 (PBJ on Chainguard), but it is "${value}"`,
    ])
  })

  it.each(['1', '2', '3', ''])('is not found for %j', (value) => {
    expect(spokenOf('metadataVersionInvalid', { values: { 'runtime-metadata-version': value } })).toEqual([])
  })
})

describe('maintenanceNotInteger', () => {
  it.each([
    ['06', '; write 6'],
    ['00', '; write 0'],
    ['unspecified', ''],
    ['1.0', ''],
    ['-1', ''],
    ['1e3', ''],
    ['12345678901', ''],
    ['١', ''],
  ])('is found for %j', (value, advice) => {
    expect(spokenOf('maintenanceNotInteger', { values: { 'maintenance-version': value } })).toEqual([
      `maintenanceNotInteger: The maintenance version must be an integer such as 1, but it is "${value}"${advice}`,
    ])
  })

  it.each(['0', '1', '10', '999999999', ''])('is not found for %j', (value) => {
    expect(spokenOf('maintenanceNotInteger', { values: { 'maintenance-version': value } })).toEqual([])
  })
})

describe('maintenanceZero', () => {
  it('is a warning for 0 alone', () => {
    const zero = { values: { 'maintenance-version': '0', 'full-version': '1.0.0' } }
    expect(findingsOf('maintenanceZero', zero)).toMatchObject([
      { severity: 'warning', field: 'maintenance-version' },
    ])
    expect(findingsOf('maintenanceZero', { values: { 'maintenance-version': '10' } })).toEqual([])
  })
})

describe('shortVersionInvalid and shortVersionUnusual', () => {
  it.each([
    ['v4.2', 'shortVersionInvalid'],
    ['latest', 'shortVersionInvalid'],
    ['1..0', 'shortVersionInvalid'],
    ['1.0 beta', 'shortVersionInvalid'],
    ['1.x', 'shortVersionInvalid'],
    ['1.0-rc1', 'shortVersionUnusual'],
    ['1.2.3.4', 'shortVersionUnusual'],
    ['2024.02', undefined],
    ['1', undefined],
    ['7.11.1', undefined],
    ['unspecified', undefined],
    ['', undefined],
  ])('%j is %s', (value, code) => {
    const given = { values: { 'short-version': value, 'full-version': undefined } }
    const found = [...findingsOf('shortVersionInvalid', given), ...findingsOf('shortVersionUnusual', given)]
    expect(found.map((one) => one.code)).toEqual(code === undefined ? [] : [code])
  })

  it('say what is expected', () => {
    expect(spokenOf('shortVersionInvalid', { values: { 'short-version': 'v4.2' } })).toEqual([
      'shortVersionInvalid: The short version must be numbers with dots between them, such as 1.0 or 2024.02, but it is "v4.2"',
    ])
    expect(spokenOf('shortVersionUnusual', { values: { 'short-version': '1.0-rc1' } })).toEqual([
      'shortVersionUnusual: A short version is mostly one to three numbers, such as 1.0 or 2024.02; "1.0-rc1" is put in order by its numbers first',
    ])
  })
})

describe('fullVersionInconsistent', () => {
  it.each(['1.0.1', '1.0.1-b4', '1.0.1-b123', ''])('is not found for %j', (full) => {
    expect(spokenOf('fullVersionInconsistent', { values: { 'full-version': full } })).toEqual([])
  })

  it.each(['1.0', '1.0.2', '1.0.1-4', '1.0.1-b', '1.0.1-b4x', '1.0.1.0', '01.0.1', '1.0.10'])(
    'is found for %j',
    (full) => {
      expect(spokenOf('fullVersionInconsistent', { values: { 'full-version': full } })).toEqual([
        `fullVersionInconsistent: The full version must be the short and the maintenance version, "1.0.1", but it is "${full}"`,
      ])
    },
  )

  it('says that it came with the base', () => {
    expect(spokenOf('fullVersionInconsistent', { values: { 'full-version': '2024.02.1-b4' } })).toEqual([
      'fullVersionInconsistent: The full version must be the short and the maintenance version, "1.0.1", but it is "2024.02.1-b4", as the base has it',
    ])
  })

  it('is not found where a version stands for one that was not filled in, or is absent', () => {
    const values = { 'short-version': 'unspecified', 'full-version': '1.0.1' }
    expect(spokenOf('fullVersionInconsistent', { values })).toEqual([])
    expect(spokenOf('fullVersionInconsistent', { values: { 'short-version': '' } })).toEqual([])
  })
})

describe('versionInherited', () => {
  const inherited = { 'short-version': '2024.02', 'maintenance-version': '1', 'full-version': '2024.02.1-b4' }

  it('is found where both versions are those of the base', () => {
    expect(findingsOf('versionInherited', { values: inherited })).toEqual([
      {
        code: 'versionInherited',
        severity: 'warning',
        field: 'short-version',
        message: `The version "2024.02.1" is that of the base ${vendorBase}, so it says nothing of this image; set ML_RUNTIME_SHORT_VERSION and ML_RUNTIME_MAINTENANCE_VERSION, and their labels`,
        evidence: {
          'com.cloudera.ml.runtime.short-version': '2024.02',
          'com.cloudera.ml.runtime.maintenance-version': '1',
          base: vendorBase,
        },
        rule: 'Cloudera AI: Metadata for custom runtimes',
      },
    ])
  })

  it.each([
    ['another maintenance version', { values: { ...inherited, 'maintenance-version': '2' } }, {}],
    [
      'another short version, though the maintenance version is the same',
      { values: { ...inherited, 'short-version': '1.0' } },
      {},
    ],
    ['a base that is not known', { values: inherited, base: 'unknown' as const }, {}],
    ['a base that has no versions', { base: { values: {} } }, {}],
    ["an image of the vendor's own", { values: inherited }, { isVendorOwn: true }],
  ])('is not found for %s', (_what, given, more) => {
    expect(findingsOf('versionInherited', given, more)).toEqual([])
  })

  it('compares versions as they are written', () => {
    const base = { values: { ...baseValues, 'short-version': '2024.2' } }
    expect(findingsOf('versionInherited', { values: inherited, base })).toEqual([])
  })
})
