import { describe, expect, it } from 'vitest'
import { imageFindings } from './image-findings.ts'
import { runtimeFindings } from './runtime-findings.ts'
import { proofOf, sampleProof, sampleSubject, type Differences } from './sample-subject.ts'

const [amd64, arm64] = ['linux/amd64', 'linux/arm64']
const proof = proofOf(sampleProof(), sampleProof({ platform: 'linux/arm64' }))

/** The findings of an image of two platforms, as code and platform. */
function spoken(first: Differences, second: Differences): string[] {
  const found = imageFindings([
    sampleSubject(first, { platform: amd64, proof }),
    sampleSubject(second, { platform: arm64, proof }),
  ])
  return found.map(({ code, platform }) => (platform === undefined ? code : `${code} on ${platform}`))
}

describe('imageFindings()', () => {
  it('is runtimeFindings() for one platform, and nothing for none', () => {
    const subject = sampleSubject({ values: { kernel: 'Conda' } })
    expect(imageFindings([subject])).toEqual(runtimeFindings(subject))
    expect(imageFindings([])).toEqual([])
  })

  it('says once what is the case on all platforms', () => {
    expect(spoken({}, {})).toEqual([])
    const zero = { values: { 'maintenance-version': '0', 'full-version': '' } }
    expect(spoken(zero, zero)).toEqual(['maintenanceZero'])
  })

  it('says where it is the case on some', () => {
    expect(spoken({}, { values: { description: '' } })).toEqual(['labelMissing:description on linux/arm64'])
    expect(spoken({ env: { description: 'One' } }, { env: { description: 'Two' } })).toEqual([
      'envLabelMismatch:description on linux/amd64',
      'envLabelMismatch:description on linux/arm64',
    ])
  })

  it('finds what the platforms do not agree on', () => {
    expect(
      spoken({}, { values: { kernel: 'Python 3.10', 'full-version': '', description: 'Other' } }),
    ).toEqual(['platformsDiffer:kernel'])
    const found = imageFindings([
      sampleSubject({}, { platform: amd64, proof }),
      sampleSubject({ values: { edition: '' } }, { platform: arm64, proof }),
    ])
    expect(found[0]).toEqual({
      code: 'platformsDiffer:edition',
      severity: 'error',
      field: 'edition',
      message:
        'The edition must be the same on all platforms of an image, but it is "Data Science" on linux/amd64 and absent on linux/arm64; build them alike',
      evidence: { 'linux/amd64': 'Data Science' },
      rule: 'Ingot: Values of runtime metadata',
    })
  })

  it('speaks of the proof of each platform once', () => {
    const mixed = proofOf(
      sampleProof(),
      sampleProof({ platform: 'linux/arm64', verdict: 'NOT_BASED', base: undefined }),
    )
    const of = (platform: string) =>
      sampleSubject({ values: { 'git-hash': '', gbn: '' } }, { platform, proof: mixed })
    const found = imageFindings([of('linux/amd64'), of('linux/arm64')])
    expect(found.map(({ code, platform }) => [code, platform])).toEqual([['baseNotAllowed', 'linux/arm64']])
  })
})
