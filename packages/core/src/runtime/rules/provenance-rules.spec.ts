import type { PlatformProof } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { baseValues, proofOf, sampleProof, sampleProofBase } from './sample-subject.ts'

const hash = '0123456789abcdef0123456789abcdef01234567'
const provenance = { 'git-hash': hash, gbn: '12345678' }
const os = {
  generation: 'os',
  vendor: false,
  values: {},
  reference: 'docker.io/library/ubuntu:22.04',
} as const

/** What the two rules find of an image with the provenance of the vendor. */
function codesOf(...proofs: PlatformProof[]): string[] {
  const given = { values: provenance, base: 'unknown' } as const
  const more = { proof: proofOf(...proofs) }
  return ['vendorProvenanceOnForeignBase', 'vendorProvenanceUnproven'].flatMap((code) =>
    findingsOf(code, given, more).map((one) => one.code),
  )
}

const foreign = ['vendorProvenanceOnForeignBase']
const unproven = ['vendorProvenanceUnproven']
const ofOthers = sampleProofBase({ vendor: false, generation: 'os' })
const disagrees = { agrees: false, message: 'The layers are of something else' }

describe('vendorProvenanceOnForeignBase', () => {
  it.each([
    ['a proven base of the vendor', [sampleProof()], []],
    ['an operating system', [sampleProof({ base: ofOthers })], foreign],
    ['no allowed base', [sampleProof({ verdict: 'NOT_BASED', base: undefined })], foreign],
    [
      'a claimed operating system',
      [sampleProof({ verdict: 'CLAIMED', method: 'os-release', base: ofOthers })],
      foreign,
    ],
    [
      'a base of the vendor that the layers claim',
      [sampleProof({ verdict: 'CLAIMED', method: 'diff-id' })],
      unproven,
    ],
    [
      'one that an annotation claims against the layers',
      [sampleProof({ verdict: 'CLAIMED', method: undefined, annotation: disagrees })],
      foreign,
    ],
    ['nothing that is known', [sampleProof({ verdict: 'UNKNOWN', base: undefined })], unproven],
    [
      'a base of the vendor on one platform only',
      [sampleProof(), sampleProof({ platform: 'linux/arm64', base: ofOthers })],
      foreign,
    ],
    [
      'a claimed base of the vendor on one platform',
      [sampleProof(), sampleProof({ platform: 'linux/arm64', verdict: 'CLAIMED' })],
      unproven,
    ],
  ])('judges an image on %s', (_what, proofs, codes) => {
    expect(codesOf(...proofs)).toEqual(codes)
  })

  it.each([
    ['NOT_BASED', foreign],
    ['UNKNOWN', unproven],
    ['CLAIMED', unproven],
  ] as const)('goes by the verdict %s where there is no proof of a platform', (verdict, codes) => {
    const more = { proof: { verdict, platforms: [] } }
    const found = ['vendorProvenanceOnForeignBase', 'vendorProvenanceUnproven'].flatMap((code) =>
      findingsOf(code, { values: provenance, base: 'unknown' }, more),
    )
    expect(found.map(({ code }) => code)).toEqual(codes)
  })

  it.each([
    ['both', provenance, `the git hash "${hash}" and the build number "12345678"`],
    ['a git hash', { 'git-hash': hash }, `the git hash "${hash}"`],
    ['a build number', { gbn: '12345678' }, 'the build number "12345678"'],
    ['a git hash in capitals', { 'git-hash': hash.toUpperCase() }, `the git hash "${hash.toUpperCase()}"`],
  ])('is one finding for %s', (_what, values, claims) => {
    expect(spokenOf('vendorProvenanceOnForeignBase', { values, base: os })).toEqual([
      `vendorProvenanceOnForeignBase: The image has ${claims} of a release of the vendor, but it does not stand on a base of the vendor; leave them empty, or build it on one`,
    ])
  })

  it.each([
    ['nothing', {}],
    ['empty labels', { 'git-hash': '', gbn: '' }],
    ['zeros', { 'git-hash': '0', gbn: '0' }],
    ['longer zeros', { gbn: '000' }],
    ['a short hash and a word', { 'git-hash': '0123456', gbn: 'none' }],
  ])('is not found for %s', (_what, values) => {
    expect(findingsOf('vendorProvenanceOnForeignBase', { values, base: os })).toEqual([])
  })

  it("is not found for the vendor's own", () => {
    const given = { values: provenance, base: os }
    expect(findingsOf('vendorProvenanceOnForeignBase', given, { isVendorOwn: true })).toEqual([])
  })

  it('names what it was looked at', () => {
    expect(
      findingsOf('vendorProvenanceOnForeignBase', { values: provenance, base: os })[0]?.evidence,
    ).toEqual({
      'com.cloudera.ml.runtime.git-hash': hash,
      'com.cloudera.ml.runtime.gbn': '12345678',
      verdict: 'PROVEN',
      base: 'docker.io/library/ubuntu:22.04',
    })
  })
})

describe('vendorProvenanceUnproven', () => {
  it('is a warning', () => {
    expect(findingsOf('vendorProvenanceUnproven', { values: provenance, base: 'unknown' })).toMatchObject([
      {
        severity: 'warning',
        message: `The image has the git hash "${hash}" and the build number "12345678" of a release of the vendor, but it is not proven that it stands on a base of the vendor; labels prove nothing`,
      },
    ])
  })

  it('is found instead of the error where an allowed base of others hands it on', () => {
    const base = { vendor: false, values: baseValues }
    expect(findingsOf('vendorProvenanceUnproven', { base })).toHaveLength(1)
    expect(findingsOf('vendorProvenanceOnForeignBase', { base })).toEqual([])
    expect(findingsOf('vendorProvenanceOnForeignBase', { base, values: { gbn: '1' } })).toHaveLength(1)
  })
})
