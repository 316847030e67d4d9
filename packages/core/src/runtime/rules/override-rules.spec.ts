import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { nonPbjValues, vendorBase } from './sample-subject.ts'

const base = { generation: 'non-pbj', values: { ...nonPbjValues, 'cuda-version': '11.8.0' } } as const
const start = `on ${vendorBase}, which is not PBJ, must be`

describe('notOverridable', () => {
  it.each([
    [
      'runtime-metadata-version',
      '2',
      `The metadata version of an image ${start} "1", but it is "2"; do not set it`,
    ],
    ['kernel', 'Conda', `The kernel of an image ${start} "Python 3.11", but it is "Conda"; do not set it`],
    [
      'cuda-version',
      '12.5.1',
      `The CUDA version of an image ${start} "11.8.0", but it is "12.5.1"; do not set it`,
    ],
    ['cuda-version', '', `The CUDA version of an image ${start} "11.8.0", but it is absent; do not set it`],
    [
      'git-hash',
      'f'.repeat(40),
      `The git hash of an image ${start} "0123456789abcdef0123456789abcdef01234567", but it is "${'f'.repeat(40)}"; do not set it`,
    ],
    ['gbn', '1', `The build number of an image ${start} "12345678", but it is "1"; do not set it`],
  ] as const)('is found where %s is %j', (name, value, message) => {
    const values = { 'cuda-version': '11.8.0', [name]: value }
    expect(spokenOf('notOverridable', { values, base })).toEqual([`notOverridable:${name}: ${message}`])
  })

  it('is not found where all of them are inherited, and the others are not', () => {
    const values = { 'cuda-version': '11.8.0', editor: 'VsCode', description: 'Mine' }
    expect(findingsOf('notOverridable', { values, base })).toEqual([])
  })

  it.each([
    ['an empty label and none', { 'cuda-version': '' }, { 'cuda-version': undefined }],
    ['no label and an empty one', { 'cuda-version': undefined }, { 'cuda-version': '' }],
    ['a zero and none', { 'git-hash': '0', gbn: '0' }, { 'git-hash': '', gbn: undefined }],
  ])('takes %s for the same', (_what, values, ofBase) => {
    const given = { values, base: { generation: 'non-pbj', values: { ...nonPbjValues, ...ofBase } } } as const
    expect(findingsOf('notOverridable', given)).toEqual([])
  })

  it.each([
    ['a PBJ base', { values: { kernel: 'Conda' } }, {}],
    [
      'an operating system',
      { values: { kernel: 'Conda' }, base: { generation: 'os' as const, values: {} } },
      {},
    ],
    ['a base that is not known', { values: { kernel: 'Conda' }, base: 'unknown' as const }, {}],
    ["the vendor's own", { values: { kernel: 'Conda' }, base }, { isVendorOwn: true }],
  ])('is not found on %s', (_what, given, more) => {
    expect(findingsOf('notOverridable', given, more)).toEqual([])
  })
})
