import { RuntimeMetadata } from '@ingot/contract'
import * as fc from 'fast-check'
import Value from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { envOf, labelsOf, pbjValues, type Values } from '../rules/sample-subject.ts'
import { metadataFields } from './metadata-field.ts'
import { readMetadata } from './read-metadata.ts'

function read(values: Values, env: Values = {}) {
  return readMetadata({ labels: labelsOf({ ...pbjValues, ...values }), env: envOf(env) })
}

describe('readMetadata()', () => {
  it('reads every field', () => {
    const more = {
      'cuda-version': '11.8.0',
      'git-hash': '0123456789abcdef0123456789abcdef01234567',
      gbn: '12345678',
    }
    expect(read(more)).toMatchObject({
      identity: {
        editor: 'PBJ Workbench',
        kernel: 'Python 3.11',
        edition: 'Data Science',
        shortVersion: '1.0',
        maintenanceVersion: '1',
      },
      metadata: {
        metadataVersion: 2,
        editor: 'PBJ Workbench',
        kernel: 'Python 3.11',
        edition: 'Data Science',
        description: 'Python with our certificates',
        shortVersion: '1.0',
        maintenanceVersion: 1,
        fullVersion: '1.0.1',
        cudaVersion: '11.8.0',
        gitHash: '0123456789abcdef0123456789abcdef01234567',
        gbn: 12_345_678,
      },
    })
  })

  it('keeps versions as texts', () => {
    expect(read({ 'short-version': '2022.10' }).metadata?.shortVersion).toBe('2022.10')
  })

  it.each([
    ['empty texts', { 'full-version': '', 'cuda-version': ' ', 'git-hash': '', gbn: '' }],
    ['zeros', { 'full-version': undefined, 'git-hash': '0', gbn: '0' }],
  ])('leaves out what %s say', (_what, values) => {
    const { metadata } = read(values)
    expect(Object.keys(metadata ?? {})).not.toContain('gbn')
    expect(metadata).toEqual({ ...read({}).metadata, fullVersion: undefined })
  })

  it('leaves out a build number that is none', () => {
    expect(read({ gbn: 'b17' }).metadata).toEqual(read({}).metadata)
  })

  it.each([
    [{ kernel: undefined }],
    [{ description: '' }],
    [{ 'maintenance-version': '06' }],
    [{ 'maintenance-version': 'unspecified' }],
    [{ 'runtime-metadata-version': 'x' }],
  ])('has an identity but no metadata for %j', (values) => {
    const { identity, metadata } = read(values)
    expect(metadata).toBeUndefined()
    expect(identity.edition).toBe('Data Science')
  })

  it('has the identity as far as it is said, by labels alone', () => {
    expect(read({ kernel: '', 'maintenance-version': '06' }, { kernel: 'R 4.3' }).identity).toEqual({
      editor: 'PBJ Workbench',
      edition: 'Data Science',
      shortVersion: '1.0',
      maintenanceVersion: '06',
    })
    expect(readMetadata({ labels: {}, env: {} })).toEqual({ identity: {}, fields: [] })
  })

  it('reads what fits the schema, or nothing', () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.constantFrom('1', '2', '999999999', '999999999999'),
    )
    const labels = fc.record(Object.fromEntries(metadataFields.map(({ label }) => [label, value])))
    fc.assert(
      fc.property(labels, (labels) => {
        const { metadata } = readMetadata({ labels, env: {} })
        expect(metadata === undefined || Value.Check(RuntimeMetadata, metadata)).toBe(true)
      }),
    )
  })
})
