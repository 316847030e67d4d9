import type { Answer, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import type { CatalogContent } from './catalog-content.ts'
import { chooseConsumerImage } from './choose-consumer-image.ts'
import type { ConsumerImageRequest } from './consumer-question.ts'
import { contentWith, customContent, sampleContent, sampleDerived, sampleEntry } from './sample-content.ts'

const at = new Date('2026-06-01T00:00:00Z')

function choose(content: CatalogContent, image: string, request: Partial<ConsumerImageRequest> = {}): Answer {
  const hub = { type: 'datahub', provider: 'aws', region: 'us-west-1', image, at } as const
  return chooseConsumerImage(content, { ...hub, ...request })
}

const one = sampleEntry({ id: 'Ab-1', regions: ['us-west-1', 'us-west-2'] })
const derived = sampleDerived({ id: 'Own-1', source: 'Ab-1' })

describe('naming an image of a default catalog', () => {
  it('takes it, listed or not', () => {
    const answer = choose(contentWith([one], { cloudbreak: [] }), ' Ab-1 ')
    expect(answer).toMatchObject({
      status: 'resolved',
      select: { attribute: 'image', value: 'Ab-1', by: 'id' },
      image: { id: 'Ab-1' },
      artifact: { reference: 'ami-Ab-1-us-west-1' },
      trace: {
        looked: 'image Ab-1 for a Data Hub in aws/us-west-1 in catalog "cdp-default"',
        candidates: [{ verdict: 'chosen', message: 'It was named, and it fits' }],
      },
    })
    expect(answer.trace!.candidates[0]!.checks.map(({ rule }) => rule)).toEqual([
      'lifecycle',
      'type',
      'source',
      'prewarmed',
      'os-supported',
      'runtime',
      'os',
      'architecture',
      'architecture-supported',
      'provider',
      'region',
    ])
  })

  it('compares ids to the letter, and says how it is written', () => {
    const answer = choose(sampleContent([one]), 'ab-1')
    expect(answer.refusal).toEqual({
      code: 'IMAGE_NOT_FOUND',
      message: "Could not find any image with id: 'ab-1' in catalog: 'cdp-default'",
      remedy: 'Name it by its id Ab-1; "ingot image list --catalog cdp-default" shows what there is',
    })
    expect(answer.trace!.nearest?.message).toBe('Its id is written with other letters in capitals')
  })

  it('says that a reference is no id', () => {
    const answer = choose(sampleContent([one]), 'AMI-AB-1-us-west-2')
    expect(answer.trace!.nearest).toMatchObject({
      image: { id: 'Ab-1' },
      message: 'That is a reference of it, not its id',
    })
    expect(choose(sampleContent([one]), 'nothing').trace!.nearest).toBeUndefined()
  })

  it('cannot tell the runtime of a Data Lake by an image that it does not know', () => {
    expect(choose(sampleContent([one]), 'nothing', { type: 'datalake' }).refusal).toEqual({
      code: 'INVALID_INPUT',
      message:
        'SDX cluster request has null runtime version and null image response. It cannot determine the runtime version.',
      remedy:
        'Catalog "cdp-default" has no image with id nothing. Correct the id; "ingot image list --catalog cdp-default" shows what there is',
    })
    const known = choose(sampleContent([one]), 'nothing', { type: 'datalake', runtime: '7.2.17' })
    expect(known.refusal?.code).toBe('IMAGE_NOT_FOUND')
  })
})

describe('naming an image of a custom catalog', () => {
  it('compares ids without case', () => {
    expect(choose(customContent([derived]), 'OWN-1').image?.id).toBe('Own-1')
  })

  it('knows what derives from an image whose id is given', () => {
    const answer = choose(customContent([derived]), 'ab-1')
    expect(answer.refusal).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      message: "Could not find any custom image with id: 'ab-1' in catalog: 'mine'",
    })
    expect(answer.trace!.nearest).toMatchObject({
      image: { id: 'Own-1' },
      change: 'Name it by its id Own-1',
    })
  })

  it('takes an image whose source was withdrawn, but none whose source is gone', () => {
    const lost: Image = { ...derived }
    delete lost.cloudbreak
    expect(choose(customContent([derived]), 'Own-1').status).toBe('resolved')
    expect(choose(customContent([lost]), 'Own-1').refusal).toMatchObject({
      code: 'NO_FITTING_IMAGE',
      message:
        "The image 'Own-1' of catalog 'mine' may not be used. It derives from Ab-1 of catalog \"cdp-default\", which is not there any more",
    })
  })
})

describe('an image that is named and does not fit', () => {
  const stage = (state: 'preview' | 'deprecated' | 'disabled' | 'revoked') => ({
    stages: [{ state, from: '2026-01-01T00:00:00.000Z', reason: 'CVE' }],
  })
  const lake = { type: 'datalake' } as const

  it.each<[string, Parameters<typeof sampleEntry>[0], Partial<ConsumerImageRequest>, string, string]>([
    [
      'withdrawn',
      { id: 'i', image: { withdrawn: '2026-01-01T00:00:00.000Z' } },
      {},
      'NO_FITTING_IMAGE',
      "The image 'i' of catalog 'cdp-default' may not be used. The source of the catalog has not listed it since 2026-01-01T00:00:00.000Z",
    ],
    [
      'revoked',
      { id: 'i', image: stage('revoked') },
      {},
      'NO_FITTING_IMAGE',
      "The image 'i' of catalog 'cdp-default' may not be used. It has been revoked since 2026-01-01: CVE",
    ],
    [
      'disabled',
      { id: 'i', image: stage('disabled') },
      {},
      'NO_FITTING_IMAGE',
      "The image 'i' of catalog 'cdp-default' may not be used. It has been disabled since 2026-01-01: CVE",
    ],
    [
      'FreeIPA',
      { id: 'i', list: 'freeipa-images' },
      {},
      'INVALID_INPUT',
      "The image 'i' is a FreeIPA image, which only environments start from; a Data Hub starts from a runtime image",
    ],
    [
      'base',
      { id: 'i', list: 'base-images' },
      {},
      'INVALID_INPUT',
      'Inconsistent request, base images are disabled but image with id i is base image!',
    ],
    [
      'old system',
      { id: 'i', entry: { os: 'ubuntu16' } },
      {},
      'INVALID_INPUT',
      "The image 'i' of catalog 'cdp-default' cannot be started. ubuntu16 is not supported; those that are: redhat6, redhat7, redhat8, redhat9, centos6 and centos7",
    ],
    [
      'other system',
      { id: 'i' },
      { os: 'redhat9' },
      'INVALID_INPUT',
      'Image with requested id has different os than requested.',
    ],
    [
      'system by its family',
      { id: 'i', entry: { os: 'centos7', os_type: 'redhat7' } },
      { os: 'redhat7' },
      'INVALID_INPUT',
      'Image with requested id has different os than requested.',
    ],
    [
      'other architecture',
      { id: 'i' },
      { architecture: 'arm64' },
      'INVALID_INPUT',
      "The selected image's architecture (x86_64) is not matching requested architecture (arm64)",
    ],
    [
      'other architecture of a lake',
      { id: 'i' },
      { ...lake, architecture: 'arm64' },
      'INVALID_INPUT',
      "The selected cpu architecture arm64 doesn't match the cpu architecture x86_64 of the image 'i'.",
    ],
    [
      'ARM lake',
      { id: 'i', provider: 'gcp', entry: { architecture: 'arm64' } },
      { ...lake, provider: 'gcp' },
      'INVALID_INPUT',
      'Arm64 is only supported on AWS cloud provider.',
    ],
    [
      'other runtime',
      { id: 'i' },
      { runtime: '7.2.18' },
      'INVALID_INPUT',
      "The selected image's runtime (7.2.17) is not matching requested runtime (7.2.18)",
    ],
    [
      'other runtime of a lake',
      { id: 'i' },
      { ...lake, runtime: '7.2.18' },
      'INVALID_INPUT',
      'SDX cluster request must not specify both runtime version and image at the same time because image decides runtime version.',
    ],
    [
      'other provider',
      { id: 'i', provider: 'azure' },
      {},
      'NO_FITTING_IMAGE',
      "The selected image: 'i' doesn't contain virtual machine image for the selected platform: 'aws'.",
    ],
    [
      'other region',
      { id: 'i', regions: ['b', 'a'] },
      {},
      'NO_FITTING_IMAGE',
      "The virtual machine image couldn't be found for aws in the us-west-1 region. Available images are as follows: {b=ami-i-b, a=ami-i-a}.",
    ],
  ])('is refused: %s', (_what, entry, request, code, message) => {
    const answer = choose(sampleContent([sampleEntry(entry)]), 'i', request)
    expect(answer.refusal).toMatchObject({ code, message })
    expect(answer.trace!.candidates.map(({ verdict }) => verdict)).toEqual(['drop'])
    expect(answer.image).toBeUndefined()
  })

  it('may be in preview or deprecated, with a warning', () => {
    const preview = choose(sampleContent([{ ...one, ...stage('preview') }]), 'Ab-1')
    expect(preview.status).toBe('resolved')
    expect(preview.warnings.map(({ code }) => code)).toEqual(['IMAGE_PREVIEW'])
    const deprecated = choose(sampleContent([{ ...one, ...stage('deprecated') }]), 'Ab-1')
    expect(deprecated.warnings.map(({ code }) => code)).toEqual(['IMAGE_DEPRECATED'])
  })

  it('may be asked for with its own runtime, system and architecture', () => {
    const request = { type: 'datalake', runtime: '7.2.17', os: 'REDHAT8', architecture: 'x86_64' } as const
    expect(choose(sampleContent([one]), 'Ab-1', request).status).toBe('resolved')
  })

  it('shows all that would have to change, and all references that there are', () => {
    const request = { os: 'redhat9', architecture: 'arm64', region: 'nowhere' } as const
    const answer = choose(sampleContent([one]), 'Ab-1', request)
    expect(answer.trace!.nearest?.change).toBe(
      'Ask for redhat8; then ask for x86_64; then derive an image from it that has a reference for nowhere, or start in us-west-1 or us-west-2',
    )
    expect(answer.trace!.candidates[0]!.artifacts.map(({ code }) => code)).toEqual([
      'REGION_MISMATCH',
      'REGION_MISMATCH',
    ])
  })

  it('keeps a list of very many references short', () => {
    const regions = Array.from({ length: 300 }, (_, number) => `r${number}`)
    const answer = choose(sampleContent([sampleEntry({ id: 'i', regions })]), 'i')
    expect(answer.refusal!.message.length).toBeLessThan(3000)
    expect(answer.refusal!.message).toContain(', …}')
  })
})
