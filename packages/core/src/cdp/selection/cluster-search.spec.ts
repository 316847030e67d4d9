import type { Answer, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { chooseConsumerImage } from './choose-consumer-image.ts'
import type { ConsumerImageRequest } from './consumer-question.ts'
import { contentWith, customContent, sampleContent, sampleDerived, sampleEntry } from './sample-content.ts'

const at = new Date('2026-06-01T00:00:00Z')
const hub: ConsumerImageRequest = { type: 'datahub', provider: 'aws', region: 'us-west-1', at }

const old = sampleEntry({ id: 'old', created: 1 })
const young = sampleEntry({ id: 'young', created: 2 })
const next = sampleEntry({ id: 'next', created: 0, runtime: '7.2.18' })

function codes({ trace }: Answer): string[][] {
  return trace!.candidates.map(({ image, code }) => [image.id, code])
}

describe('choosing from a default catalog without naming an image', () => {
  const choose = (
    images: readonly Image[],
    request: Partial<ConsumerImageRequest> = {},
    defaults: string[] = [],
  ) => chooseConsumerImage(sampleContent(images, defaults), { ...hub, ...request })

  it('takes the newest default of the runtime, with its reference in the region', () => {
    const answer = choose([old, young, next], { runtime: '7.2.17' }, ['old', 'young'])
    expect(answer).toMatchObject({
      status: 'resolved',
      select: { attribute: 'catalog', value: 'cdp-default', by: 'catalog' },
      location: { provider: 'aws', region: 'us-west-1' },
      image: { id: 'young' },
      artifact: { name: 'us-west-1', reference: 'ami-young-us-west-1' },
    })
    expect(answer.trace!.candidates[0]!.artifacts).toEqual([
      {
        name: 'us-west-1',
        reference: 'ami-young-us-west-1',
        provider: 'aws',
        region: 'us-west-1',
        verdict: 'chosen',
        code: 'CHOSEN',
        message: 'It fits best',
      },
    ])
    expect(answer.trace!.looked).toBe(
      'an image for a Data Hub of runtime 7.2.17 in aws/us-west-1 in catalog "cdp-default", among all its 3 runtime images for aws',
    )
    expect(choose([old, young], {}, ['old']).image?.id).toBe('old')
  })

  it('takes the newest runtime where none is asked for', () => {
    expect(choose([old, young, next]).image?.id).toBe('next')
    expect(choose([old, young, sampleEntry({ id: 'x', runtime: '7.2.9', created: 9 })]).image?.id).toBe(
      'young',
    )
  })

  it('takes an operating system by its name or that of its family', () => {
    const centos = sampleEntry({ id: 'centos', created: 0, entry: { os: 'centos7', os_type: 'redhat7' } })
    expect(choose([old, centos], { os: 'CentOS7' }).image?.id).toBe('centos')
    expect(choose([old, centos], { os: 'redhat7' }).image?.id).toBe('centos')
    expect(choose([old, centos], { os: ' ' }).image?.id).toBe('old')
  })

  it('takes x86_64 unless ARM is asked for', () => {
    const arm = sampleEntry({ id: 'arm', created: 9, entry: { architecture: 'arm64' } })
    expect(choose([old, arm]).image?.id).toBe('old')
    expect(choose([old, arm], { architecture: 'arm64' }).image?.id).toBe('arm')
  })

  it('passes over what has no reference in the region', () => {
    const elsewhere = sampleEntry({ id: 'elsewhere', created: 9, regions: ['eu-west-1'] })
    const anywhere = sampleEntry({ id: 'anywhere', created: 8, regions: ['eu-west-1', 'default'] })
    const answer = choose([old, elsewhere, anywhere], {}, ['elsewhere'])

    expect(answer.artifact?.reference).toBe('ami-anywhere-default')
    expect(codes(answer)).toEqual([
      ['anywhere', 'CHOSEN'],
      ['old', 'PASSED_OVER'],
      ['elsewhere', 'NO_ARTIFACT_HERE'],
    ])
  })

  it('says where there are references when the region alone is missing', () => {
    const images = [old, sampleEntry({ id: 'both', created: 3, regions: ['us-west-2', 'eu-west-1'] })]
    const answer = choose(images, { region: 'us-east-1' })
    expect(answer.refusal).toEqual({
      code: 'NO_FITTING_IMAGE',
      message:
        "The virtual machine image couldn't be found for aws in the us-east-1 region. Available images are as follows: {us-west-2=ami-both-us-west-2, eu-west-1=ami-both-eu-west-1}.",
      remedy:
        'Derive an image from it that has a reference for us-east-1, or start in eu-west-1 or us-west-2; "ingot image list --catalog cdp-default" shows what there is',
    })
  })

  it.each<[string, Partial<ConsumerImageRequest>, string]>([
    ['runtime', { runtime: '7.3.1' }, "platform 'aws ', runtime '7.3.1'"],
    ['system', { runtime: '7.2.17', os: 'redhat9' }, "platform 'aws redhat9-x86_64', runtime '7.2.17'"],
    ['architecture', { os: 'redhat8', architecture: 'arm64' }, "platform 'aws redhat8-arm64', runtime 'any'"],
    ['provider', { provider: 'AZURE' }, "platform 'azure ', runtime 'any'"],
  ])('says that there is none of the %s', (_side, request, looked) => {
    expect(choose([old, young], request).refusal).toMatchObject({
      code: 'NO_FITTING_IMAGE',
      message: `Could not find any image for ${looked} in 'cdp-default' image catalog.`,
    })
  })

  it('never takes base images and what is not listed', () => {
    const base = sampleEntry({ id: 'base', list: 'base-images', created: 9 })
    const content = contentWith([old, young, base], { cloudbreak: [{ images: ['old', 'base'] }] })
    expect(chooseConsumerImage(content, hub).image?.id).toBe('old')
  })

  it('starts no Data Lake on ARM but on AWS', () => {
    const arm = sampleEntry({ id: 'arm', entry: { architecture: 'arm64' } })
    const request = { type: 'datalake', architecture: 'arm64' } as const
    expect(choose([arm], request).image?.id).toBe('arm')
    expect(choose([arm], { ...request, provider: 'azure' }).refusal).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Arm64 is only supported on AWS cloud provider.',
    })
    expect(choose([arm], { ...request, type: 'datahub', provider: 'azure' }).refusal?.code).toBe(
      'NO_FITTING_IMAGE',
    )
  })
})

describe('choosing from a custom catalog without naming an image', () => {
  const choose = (images: readonly Image[], request: Partial<ConsumerImageRequest> = {}) =>
    chooseConsumerImage(customContent(images), { ...hub, ...request })

  it('takes the newest runtime, then the newest derivation, then the first id', () => {
    const a = sampleDerived({ id: 'a', at: '2026-01-02T00:00:00.000Z' })
    const b = sampleDerived({ id: 'b', at: '2026-01-03T00:00:00.000Z', created: 0 })
    const c = sampleDerived({ id: 'c', at: '2026-01-03T00:00:00.000Z', created: 9, entry: { os: 'redhat9' } })
    const d = sampleDerived({ id: 'd', at: '2026-01-01T00:00:00.000Z', runtime: '7.2.18' })

    expect(choose([a, c, b]).image?.id).toBe('b')
    expect(choose([a, b, c, d]).image?.id).toBe('d')
    expect(choose([a, b, c, d], { runtime: '7.2.17', os: 'redhat9' }).image?.id).toBe('c')
  })

  it('says of base images, FreeIPA and lost sources why they are not taken', () => {
    const base = sampleDerived({ id: 'base', list: 'base-images' })
    const lost = sampleDerived({ id: 'lost' })
    delete lost.cloudbreak
    const freeipa = sampleDerived({ id: 'freeipa', list: 'freeipa-images' })
    const answer = choose([base, lost, freeipa])

    expect(answer.status).toBe('unresolved')
    expect(Object.fromEntries(codes(answer))).toEqual({ base: 'BASE_IMAGE', lost: 'SOURCE_MISSING' })
    expect(answer.trace!.looked).toContain('among all its 1 runtime image for aws and its 1 base image')
  })
})
