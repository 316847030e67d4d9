import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import {
  baseDigest,
  baseValues,
  nonPbjValues,
  proofOf,
  sampleProof,
  sampleProofBase,
  vendorBase,
} from './sample-subject.ts'

const ubuntu = 'docker.io/library/ubuntu:22.04'
const wolfi = 'cgr.dev/chainguard/wolfi-base:latest'
const message = 'Layer 2 of 4 differs'

describe('baseNotAllowed, baseClaimedOnly and baseUnknown', () => {
  it.each([
    [
      'NOT_BASED',
      'baseNotAllowed',
      'error',
      'The image must be built on an allowed base; allow its base, or build it on another',
    ],
    [
      'CLAIMED',
      'baseClaimedOnly',
      'warning',
      'What the image is built on is claimed, not proven; validate it with the content of its layers',
    ],
    [
      'UNKNOWN',
      'baseUnknown',
      'warning',
      'It is not known what the image is built on; allow bases first, then validate it again',
    ],
  ] as const)('say of %s what the proof says', (verdict, code, severity, what) => {
    const more = {
      proof: proofOf(
        sampleProof({ verdict, message, method: undefined, base: undefined, shared: undefined }),
      ),
    }
    expect(findingsOf(code, { base: 'unknown' }, more)).toEqual([
      {
        code,
        severity,
        message: `${what}: ${message}`,
        evidence: { verdict, layers: '6' },
        rule:
          code === 'baseNotAllowed' ? 'Cloudera AI: Custom runtime limitations' : 'Ingot: Proof of the base',
      },
    ])
    const whole = { proof: { verdict, platforms: [] } }
    expect(spokenOf(code, { base: 'unknown' }, whole)).toEqual([`${code}: ${what}`])
    expect(findingsOf(code, {})).toEqual([])
    expect(findingsOf(code, { base: 'unknown' }, { ...more, isVendorOwn: true })).toEqual([])
  })

  it('let what is not PBJ stand on nothing that is not known', () => {
    const more = { proof: { verdict: 'UNKNOWN' as const, platforms: [] } }
    const values = { values: nonPbjValues, base: 'unknown' as const }

    expect(spokenOf('baseNotAllowed', values, more)).toEqual([
      'baseNotAllowed: An image that is not PBJ must be built on an allowed runtime that is not PBJ either; allow its base first',
    ])
    expect(findingsOf('baseUnknown', values, more)).toEqual([])
  })

  it('name the nearest base and how it was found', () => {
    const nearest = {
      reference: ubuntu,
      digest: baseDigest,
      common: 1,
      of: 4,
      message: 'One layer of four is the same',
    }
    const more = {
      proof: proofOf(sampleProof({ verdict: 'NOT_BASED', base: undefined, nearest, shared: 0 })),
    }
    expect(findingsOf('baseNotAllowed', {}, more)[0]?.evidence).toMatchObject({
      nearest: nearest.message,
      shared: '0',
    })
    const claimed = { proof: proofOf(sampleProof({ verdict: 'CLAIMED', method: 'diff-id' })) }
    expect(findingsOf('baseClaimedOnly', {}, claimed)[0]?.evidence).toEqual({
      verdict: 'CLAIMED',
      method: 'diff-id',
      layers: '6',
      shared: '4',
      base: vendorBase,
    })
  })

  it('speak of the platforms that they are about, where there are several', () => {
    const proof = proofOf(
      sampleProof(),
      sampleProof({ platform: 'linux/arm64', verdict: 'NOT_BASED', base: undefined }),
    )
    expect(findingsOf('baseNotAllowed', {}, { proof })).toMatchObject([{ platform: 'linux/arm64' }])
    expect(findingsOf('baseNotAllowed', {}, { proof, platform: 'linux/amd64' })).toEqual([])
    expect(findingsOf('baseNotAllowed', {}, { proof, platform: 'linux/arm64' })).toHaveLength(1)
  })
})

describe('baseStale', () => {
  it('is an info with both digests', () => {
    const stale = `sha256:${'d'.repeat(64)}`
    const proof = proofOf(sampleProof({ base: sampleProofBase({ stale }) }))
    expect(findingsOf('baseStale', {}, { proof })).toEqual([
      {
        code: 'baseStale',
        severity: 'info',
        message: `The image is built on ${vendorBase} as it was at ${baseDigest}; by now that leads to ${stale}, so build it again`,
        evidence: { base: vendorBase, digest: baseDigest, now: stale },
        rule: 'Ingot: Proof of the base',
      },
    ])
    expect(findingsOf('baseStale', {})).toEqual([])
  })
})

describe('baseAnnotationContradicted', () => {
  const annotation = { name: ubuntu, digest: baseDigest, agrees: false, message: 'It names another base' }

  it('is a warning, whatever the verdict', () => {
    const proof = proofOf(sampleProof({ annotation }))
    expect(findingsOf('baseAnnotationContradicted', {}, { proof })).toMatchObject([
      {
        severity: 'warning',
        message:
          'The annotation about the base contradicts the layers, which are what counts: It names another base',
        evidence: { name: ubuntu, digest: baseDigest, base: vendorBase },
      },
    ])
    const other = proofOf(sampleProof({ annotation, verdict: 'NOT_BASED', base: undefined }))
    expect(findingsOf('baseAnnotationContradicted', {}, { proof: other })).toHaveLength(1)
  })

  it('is not found where both agree, or there is none', () => {
    const proof = proofOf(sampleProof({ annotation: { ...annotation, agrees: true } }))
    expect(findingsOf('baseAnnotationContradicted', {}, { proof })).toEqual([])
    expect(findingsOf('baseAnnotationContradicted', {})).toEqual([])
  })
})

describe('baseWithoutOwnLayers', () => {
  it('is an info for an image that is its base with another configuration', () => {
    const proof = proofOf(sampleProof({ isBase: true, layers: 4 }))
    expect(spokenOf('baseWithoutOwnLayers', {}, { proof })).toEqual([
      `baseWithoutOwnLayers: The image has no layer of its own on ${vendorBase}; all that it changes is its configuration`,
    ])
    expect(findingsOf('baseWithoutOwnLayers', {}, { proof, digest: baseDigest })).toEqual([])
    expect(findingsOf('baseWithoutOwnLayers', {})).toEqual([])
  })
})

describe('baseGenerationMismatch', () => {
  const version = (text: string) => ({ 'runtime-metadata-version': text })
  const notPbj =
    'Metadata version 1 says that the image is not PBJ, so it must be built on a released runtime that is not PBJ, but'

  it.each([
    ['not PBJ on PBJ', { values: version('1') }, `${notPbj} ${vendorBase} is a PBJ runtime`],
    [
      'not PBJ on an operating system',
      { values: version('1'), base: { generation: 'os', values: {}, reference: ubuntu } },
      `${notPbj} ${ubuntu} is an operating system`,
    ],
    [
      'PBJ on Chainguard on a base for Ubuntu',
      { values: version('3') },
      `The metadata version must be "2" as that of the base ${vendorBase}, but it is 3`,
    ],
    [
      'PBJ on a base that says it is not',
      { values: version('2'), base: { values: { ...baseValues, ...version('1') } } },
      `The metadata version must be "1" as that of the base ${vendorBase}, but it is 2`,
    ],
  ] as const)('is found for %s', (_what, given, message) => {
    expect(spokenOf('baseGenerationMismatch', given)).toEqual([`baseGenerationMismatch: ${message}`])
  })

  it('is found for PBJ on what is not, unless notOverridable says it', () => {
    const base = { generation: 'non-pbj', values: nonPbjValues } as const
    const given = { values: version('2'), base }
    expect(findingsOf('baseGenerationMismatch', given)).toEqual([])
    expect(findingsOf('notOverridable', given).map(({ code }) => code)).toEqual([
      'notOverridable:runtime-metadata-version',
    ])
    expect(spokenOf('baseGenerationMismatch', given, { base: undefined })).toEqual([
      `baseGenerationMismatch: Metadata version 2 says that the image is PBJ, so it must be built on an operating system or a PBJ runtime, but ${vendorBase} is a runtime that is not PBJ`,
    ])
  })

  it.each([
    ['PBJ on PBJ', {}, {}],
    [
      'PBJ on an operating system',
      { base: { generation: 'os' as const, values: {}, reference: ubuntu } },
      {},
    ],
    ['not PBJ on what is not', { base: { generation: 'non-pbj' as const, values: nonPbjValues } }, {}],
    ['a base that is not known', { values: version('1'), base: 'unknown' as const }, {}],
    ['a metadata version that is none', { values: version('x') }, {}],
    ["the vendor's own", { values: version('1') }, { isVendorOwn: true }],
  ])('is not found for %s', (_what, given, more) => {
    expect(findingsOf('baseGenerationMismatch', given, more)).toEqual([])
  })
})

describe('metadataVersionUnlikeBase', () => {
  it.each([
    ['2', wolfi, 3],
    ['3', ubuntu, 2],
    ['3', 'docker.io/nvidia/cuda:11.8.0-cudnn8-devel-ubuntu20.04', 2],
  ])('warns of metadata version %s on %s', (version, reference, right) => {
    const given = {
      values: { 'runtime-metadata-version': version },
      base: { generation: 'os', values: {}, reference },
    } as const
    expect(spokenOf('metadataVersionUnlikeBase', given)).toEqual([
      `metadataVersionUnlikeBase: The metadata version is 2 on Ubuntu and 3 on Chainguard, so on ${reference} it should be ${right}, but it is ${version}`,
    ])
  })

  it.each([
    ['2', ubuntu, 'os'],
    ['3', wolfi, 'os'],
    ['3', 'docker.io/jupyter/datascience-notebook:python-3.9.10', 'os'],
    ['1', wolfi, 'os'],
    ['3', ubuntu, 'pbj'],
  ] as const)('is not found for metadata version %s on %s (%s)', (version, reference, generation) => {
    const given = {
      values: { 'runtime-metadata-version': version },
      base: { generation, values: {}, reference },
    }
    expect(findingsOf('metadataVersionUnlikeBase', given)).toEqual([])
  })
})
