import type { Answer, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import type { CatalogContent } from './catalog-content.ts'
import { chooseConsumerImage } from './choose-consumer-image.ts'
import type { ConsumerImageRequest } from './consumer-question.ts'
import { contentWith, customContent, sampleDerived, sampleEntry, type SampleEntry } from './sample-content.ts'

const at = new Date('2026-06-01T00:00:00Z')

function choose(content: CatalogContent, request: Partial<ConsumerImageRequest> = {}): Answer {
  const environment = { type: 'environment', provider: 'aws', region: 'us-west-1', at } as const
  return chooseConsumerImage(content, { ...environment, ...request })
}

function ipa(given: SampleEntry): Image {
  return sampleEntry({ list: 'freeipa-images', ...given })
}

const old = ipa({ id: 'old', created: 1 })
const young = ipa({ id: 'young', created: 2 })
const nothingListed = (images: readonly Image[]) => contentWith(images, { freeipa: [] })

describe('choosing the FreeIPA of an environment', () => {
  it('takes the newest of the preferred system', () => {
    const redhat9 = ipa({ id: 'redhat9', created: 0, entry: { os: 'redhat9' } })
    expect(choose(nothingListed([old, young])).image?.id).toBe('young')
    expect(choose(nothingListed([old, young, redhat9]))).toMatchObject({
      image: { id: 'redhat9' },
      artifact: { reference: 'ami-redhat9-us-west-1' },
      select: { attribute: 'catalog', value: 'cdp-default', by: 'catalog' },
    })
  })

  it('takes the defaults of the catalog first, then what it lists', () => {
    const images = [ipa({ id: 'a', created: 1 }), ipa({ id: 'b', created: 2 }), ipa({ id: 'c', created: 3 })]
    const listed = { freeipa: [{ images: ['a', 'b'], defaults: [] }] }
    const marked = { freeipa: [{ images: ['a', 'b'], defaults: ['a'] }] }

    expect(choose(contentWith(images, listed)).image?.id).toBe('b')
    expect(choose(contentWith(images, marked)).image?.id).toBe('a')
    expect(choose(contentWith(images, undefined)).image?.id).toBe('c')
  })

  it('needs no image of a custom catalog: a derived one is as new as its derivation', () => {
    const derived = (id: string, day: string, created: number) =>
      sampleDerived({ id, list: 'freeipa-images', created, at: `2026-01-${day}T00:00:00.000Z` })
    const content = customContent([derived('a', '02', 1), derived('b', '01', 9)])
    expect(choose(content).image).toMatchObject({ id: 'a', catalog: 'mine' })
  })

  it('takes x86_64 unless ARM is asked for, and only the system that is asked for', () => {
    const arm = ipa({ id: 'arm', created: 9, entry: { architecture: 'arm64' } })
    const centos = ipa({ id: 'centos', created: 0, entry: { os: 'centos7', os_type: 'redhat7' } })
    const content = nothingListed([old, arm, centos])
    expect(choose(content).image?.id).toBe('old')
    expect(choose(content, { architecture: 'arm64' }).image?.id).toBe('arm')
    expect(choose(content, { os: 'centos7' }).image?.id).toBe('centos')
    expect(choose(content, { os: 'redhat7' }).status).toBe('unresolved')
  })

  it('does not mind a runtime', () => {
    expect(choose(nothingListed([old]), { runtime: '7.2.18' }).image?.id).toBe('old')
  })

  it.each<[string, Partial<ConsumerImageRequest>, string]>([
    [
      'region',
      { region: 'eu-west-9' },
      "on platform 'aws' in region 'eu-west-9' with os 'any' in catalog 'cdp-default'",
    ],
    [
      'system',
      { os: 'redhat9' },
      "on platform 'aws' in region 'us-west-1' with os 'redhat9' in catalog 'cdp-default'",
    ],
    [
      'provider',
      { provider: 'gcp' },
      "on platform 'gcp' in region 'us-west-1' with os 'any' in catalog 'cdp-default'",
    ],
  ])('says that there is none of the %s', (_side, request, looked) => {
    const answer = choose(nothingListed([old, sampleEntry({ id: 'runtime' })]), request)
    expect(answer.refusal).toMatchObject({
      code: 'NO_FITTING_IMAGE',
      message: `Could not find any FreeIPA image ${looked}`,
    })
  })
})

describe('naming the FreeIPA image of an environment', () => {
  const image = ipa({ id: 'Id-1', regions: ['us-west-1', 'us-west-2'] })

  it('takes it by its id without case', () => {
    expect(choose(nothingListed([image]), { image: 'ID-1' })).toMatchObject({
      status: 'resolved',
      image: { id: 'Id-1' },
      select: { by: 'id' },
    })
  })

  it('takes it by its reference in the region alone', () => {
    const answer = choose(nothingListed([image]), { image: 'AMI-Id-1-us-west-1' })
    expect(answer).toMatchObject({ status: 'resolved', image: { id: 'Id-1' }, select: { by: 'reference' } })
    expect(choose(nothingListed([image]), { image: 'ami-Id-1-us-west-2' }).refusal?.code).toBe(
      'IMAGE_NOT_FOUND',
    )
  })

  it('takes the newest of those that share a reference', () => {
    const artifacts = image.artifacts
    const twin = { ...ipa({ id: 'twin', created: 1_800_000_000 }), artifacts }
    expect(choose(nothingListed([image, twin]), { image: 'ami-Id-1-us-west-1' }).image?.id).toBe('twin')
  })

  it.each<[string, SampleEntry, Partial<ConsumerImageRequest>, string, string]>([
    [
      'unknown',
      { id: 'other' },
      {},
      'IMAGE_NOT_FOUND',
      "Could not find any image with id: 'i' in region 'us-west-1' with OS 'any'.",
    ],
    [
      'runtime',
      { id: 'i', list: 'cdh-images' },
      {},
      'IMAGE_NOT_FOUND',
      "Could not find any image with id: 'i' in region 'us-west-1' with OS 'any'.",
    ],
    [
      'other system',
      { id: 'i' },
      { os: 'redhat9' },
      'IMAGE_NOT_FOUND',
      "Could not find any image with id: 'i' in region 'us-west-1' with OS 'redhat9'.",
    ],
    [
      'old system',
      { id: 'i', entry: { os: 'sles12' } },
      {},
      'IMAGE_NOT_FOUND',
      "Could not find any image with id: 'i' in region 'us-west-1' with OS 'any'.",
    ],
    [
      'other architecture',
      { id: 'i' },
      { architecture: 'arm64' },
      'INVALID_INPUT',
      "The selected image's architecture (x86_64) is not matching requested architecture (arm64)",
    ],
    [
      'other provider',
      { id: 'i', provider: 'gcp' },
      {},
      'NO_FITTING_IMAGE',
      "The selected image: 'i' doesn't contain virtual machine image for the selected platform: 'aws'.",
    ],
    [
      'other region',
      { id: 'i', regions: ['eu'] },
      {},
      'NO_FITTING_IMAGE',
      "Virtual machine image couldn't be found in image: 'i' for the selected platform: 'aws' and region: 'us-west-1'.",
    ],
    [
      'withdrawn',
      { id: 'i', image: { withdrawn: '2026-01-01T00:00:00.000Z' } },
      {},
      'NO_FITTING_IMAGE',
      "The image 'i' of catalog 'cdp-default' may not be used. The source of the catalog has not listed it since 2026-01-01T00:00:00.000Z",
    ],
  ])('refuses one that is %s', (_what, given, request, code, message) => {
    const answer = choose(nothingListed([ipa(given)]), { image: 'i', ...request })
    expect(answer.refusal).toMatchObject({ code, message })
  })
})
