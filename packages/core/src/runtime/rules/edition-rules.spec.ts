import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { baseDigest, baseValues, proofOf, sampleProof, vendorBase } from './sample-subject.ts'

describe('editionReserved', () => {
  it.each([
    'Standard',
    'Nvidia GPU',
    'RAPIDS',
    'Tech Preview',
    'Hardened',
    'Freshline',
    'Agent Studio',
    'RAG Studio',
  ])('is found for %s', (edition) => {
    expect(spokenOf('editionReserved', { values: { edition } })).toEqual([
      `editionReserved: The edition "${edition}" is reserved for the vendor's own runtimes; give ML_RUNTIME_EDITION and its label another name`,
    ])
  })

  it.each([
    ['standard', 'Standard'],
    ['NVIDIA  GPU', 'Nvidia GPU'],
    ['Hardened ', 'Hardened'],
  ])('is found for %j, which looks like one', (edition, reserved) => {
    expect(spokenOf('editionReserved', { values: { edition } })).toEqual([
      `editionReserved: The edition "${edition}" is reserved for the vendor's own runtimes, like "${reserved}"; give ML_RUNTIME_EDITION and its label another name`,
    ])
  })

  it.each(['NVIDIA GPU Ollama', 'Community RAPIDS', 'Community', 'Standard 2', ''])(
    'is not found for %j',
    (edition) => {
      expect(spokenOf('editionReserved', { values: { edition } })).toEqual([])
    },
  )

  it("is not found for the vendor's own, whatever it is called", () => {
    expect(spokenOf('editionReserved', { values: { edition: 'Standard' } }, { isVendorOwn: true })).toEqual(
      [],
    )
  })
})

describe('editionNotOverridden', () => {
  it('is found beside editionReserved where an image inherits all', () => {
    const given = { values: baseValues }
    expect(spokenOf('editionNotOverridden', given)).toEqual([
      `editionNotOverridden: The edition "Standard" is that of the base ${vendorBase}, but every custom runtime must have its own; set ML_RUNTIME_EDITION and its label`,
    ])
    expect(findingsOf('editionReserved', given)).toHaveLength(1)
  })

  it('is found on a base of others too', () => {
    const base = { values: { ...baseValues, edition: 'Data Science' }, vendor: false }
    expect(findingsOf('editionNotOverridden', { base })).toMatchObject([
      { severity: 'error', field: 'edition' },
    ])
    expect(findingsOf('editionReserved', { base })).toEqual([])
  })

  it.each([
    ['an edition of its own', {}, {}],
    ['a base that is not known', { values: { edition: 'Standard' }, base: 'unknown' as const }, {}],
    ['an edition that neither has', { values: { edition: '' }, base: { values: { edition: '' } } }, {}],
    ["the vendor's own", { values: baseValues }, { isVendorOwn: true }],
    [
      'an allowed base itself',
      { values: baseValues, base: { vendor: false } },
      { digest: baseDigest, proof: proofOf(sampleProof({ isBase: true, shared: 6 })) },
    ],
  ])('is not found for %s', (_what, given, more) => {
    expect(findingsOf('editionNotOverridden', given, more)).toEqual([])
  })

  it('is found where only the configuration differs from the base', () => {
    const proof = proofOf(sampleProof({ isBase: true, shared: 6 }))
    expect(findingsOf('editionNotOverridden', { values: baseValues }, { proof })).toHaveLength(1)
  })
})
