import type { ImageType } from '@ingot/contract'
import { describeWithTestData } from '@ingot/testkit'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { effectiveImage } from '../derivation/effective-image.ts'
import { parseCloudbreak } from '../cloudbreak/parse-cloudbreak.ts'
import type { CatalogContent } from './catalog-content.ts'
import { chooseConsumerImage } from './choose-consumer-image.ts'
import { defaultImageIds } from './default-image-ids.ts'
import { findDefaultImage } from './find-default-image.ts'
import { customContent } from './sample-content.ts'

const at = new Date('2026-11-21T00:00:00Z')
const providers = ['aws', 'azure', 'gcp'] as const

/** Runtime → its default images for AWS, Azure and GCP, worked out by hand from the catalog. */
const defaults: Record<string, readonly [string, string, string]> = {
  '7.2.7': [
    '106dd68c-df38-41ed-a7f3-676fc3fcd25f',
    '2bb02dd8-0b0a-46e4-a23d-2adfe3983d15',
    'a1bb833c-f679-4623-8ae6-b7bf1cb93349',
  ],
  '7.2.10': [
    '791909f0-64a1-464e-8056-a1f7f94458c2',
    'ddc70d39-6b0a-4d58-82ff-a9d1a42a21d8',
    '3580dca4-9df7-45c0-8073-0c6c38089112',
  ],
  '7.2.12': [
    '47eca738-4c18-4d1a-b67f-2c5df4fd8adb',
    '7cce3484-02dd-4d09-b5f4-85fd01930fc1',
    'd2b81e16-acd5-4268-8f89-3f77b509e04a',
  ],
  '7.2.14': [
    'ddf985e2-781a-40e7-b4d0-17673b306bad',
    '234bfe64-0316-4ba2-bc14-d98b586844f9',
    '6ac35c70-2800-49c9-a0b1-bd6a62ab6493',
  ],
  '7.2.15': [
    '21ef3ca1-51e5-4d97-880e-06998c51c707',
    '383fd43b-70e7-4258-8753-196e7ca519ce',
    '4549bcb2-882b-4d2a-bc9b-72034fa1c37e',
  ],
  '7.2.16': [
    '16c21dea-03f8-4178-8afd-2e1c89bea2da',
    '55fd657f-2cd5-4eaa-8131-b26e1fd66db8',
    '64dc9e84-5aaa-4849-92e9-44d0b8da01f8',
  ],
  '7.2.17': [
    '4b6a691a-bdb3-4ef2-9be8-5d64a4636e31',
    '488231e9-a892-4ce0-8938-66589c31e9a8',
    'be5bd620-ba9c-40e5-a7d3-8af030de87ee',
  ],
  '7.2.18': [
    '85e571ef-725e-4b3e-a6ce-2c2878ff207c',
    'ce08d8a2-ff77-433a-b96a-eddc8acb0775',
    '966242cf-73a3-49f1-ad84-36cab800a01e',
  ],
}
const oracles = Object.entries(defaults).flatMap(([runtime, ids]) =>
  providers.map((provider, index) => [runtime, provider, ids[index]!] as const),
)

function read(file: string, name: string, type: ImageType): CatalogContent {
  const { images, layout } = parseCloudbreak(readFileSync(file, 'utf8'), { catalog: name, type })
  return { name, type: 'default', images: images.map((body) => ({ revision: 1, body })), layout }
}

describeWithTestData('the production catalogs', ['cdp'], (folder) => {
  const runtimes = read(join(folder, 'upgrade-test-image-catalog.6c1ec90172a.json'), 'cdp-default', 'runtime')
  const freeipa = read(join(folder, 'freeipa-image-catalog-v3.json'), 'freeipa-default', 'freeipa')
  const arm = read(join(folder, 'cb-image-catalog-v3.json'), 'cdp-default', 'runtime')
  const urn = read(join(folder, 'v3-marketplace-image-catalog.json'), 'cdp-default', 'runtime')

  describe('default images', () => {
    it.each(oracles)('of runtime %s for %s: %s', (runtime, provider, id) => {
      const answer = findDefaultImage(runtimes, {
        provider: provider.toUpperCase(),
        type: 'runtime',
        runtime,
        at,
      })
      expect(answer.image?.id).toBe(id)
      expect(defaultImageIds(runtimes).has(id)).toBe(true)
      expect(answer.trace!.candidates.length).toBe(provider === 'aws' ? 226 : 222)
    })

    it.each([
      ['aws', 'caf34fa1-60b8-499b-9fd7-33f75b4ff34b'],
      ['azure', '4c9de617-26b6-404c-990d-a8b6578f74e4'],
      ['gcp', 'acf84d5f-ad03-4453-8e66-da8c4fd280f1'],
    ])('of FreeIPA for %s: %s', (provider, id) => {
      for (const architecture of [undefined, 'x86_64'] as const) {
        const answer = findDefaultImage(freeipa, { provider, type: 'freeipa', architecture, at })
        expect(answer.image?.id).toBe(id)
      }
    })

    it.each(providers)('of no prefix and of no maintenance version, for %s', (provider) => {
      for (const [runtime, change] of [
        ['7.2', 'Ask for 7.2.18'],
        ['7.2.17.400', 'Ask for 7.2.17'],
      ] as const) {
        const answer = findDefaultImage(runtimes, { provider, type: 'runtime', runtime, at })
        expect(answer.refusal).toMatchObject({
          code: 'NO_FITTING_IMAGE',
          message: `Could not find any image for platform '${provider} ', runtime '${runtime}' in 'cdp-default' image catalog.`,
        })
        expect(answer.trace!.nearest?.change).toBe(change)
      }
    })

    it('are found for a few of all images only', () => {
      expect(runtimes.images).toHaveLength(677)
      const found = oracles.map(([runtime, provider]) =>
        findDefaultImage(runtimes, { provider, type: 'runtime', runtime, at }),
      )
      const fitting = found.flatMap(({ trace }) =>
        trace!.candidates.filter(({ code }) => code !== 'NOT_LISTED'),
      )
      const listed = new Set(fitting.filter(({ checks }) => checks.length > 4).map(({ image }) => image.id))
      expect(listed.size).toBe(52 - 4)
    })

    it('are found for ARM too', () => {
      const ask = (architecture: 'arm64' | 'x86_64' | undefined) =>
        findDefaultImage(arm, { provider: 'aws', type: 'runtime', runtime: '7.2.1', architecture, at }).image
          ?.id
      expect(ask('arm64')).toBe('f3071603-8ab3-4214-b78d-94131c588e83')
      expect(ask('x86_64')).toBeUndefined()
      expect(ask(undefined)).toBeUndefined()
    })
  })

  describe('images of consumers', () => {
    it('are the default images, with their references in the region', () => {
      const hub = { type: 'datahub', provider: 'azure', region: 'westus2', runtime: '7.2.16', at } as const
      const answer = chooseConsumerImage(runtimes, hub)
      expect(answer.image?.id).toBe('55fd657f-2cd5-4eaa-8131-b26e1fd66db8')
      expect(answer.artifact).toMatchObject({ name: 'West US 2' })
      expect(answer.artifact?.reference).toMatch(/^https:\/\/.*\.vhd$/)
      const newest = chooseConsumerImage(runtimes, { ...hub, runtime: undefined, region: 'West US 2' })
      expect(newest.image?.id).toBe('ce08d8a2-ff77-433a-b96a-eddc8acb0775')
    })

    it('are the newest FreeIPA images', () => {
      const environment = { type: 'environment', provider: 'aws', region: 'us-west-2', at } as const
      const answer = chooseConsumerImage(freeipa, environment)
      expect(answer.image?.id).toBe('caf34fa1-60b8-499b-9fd7-33f75b4ff34b')
      const named = chooseConsumerImage(freeipa, { ...environment, image: answer.artifact!.reference })
      expect(named).toMatchObject({ image: answer.image, select: { by: 'reference' } })
    })

    it('may be any by its id, and never a base image', () => {
      for (const { body } of runtimes.images) {
        const [artifact] = body.artifacts
        const place = { provider: artifact!.provider, region: artifact!.region ?? 'any' }
        const answer = chooseConsumerImage(runtimes, { type: 'datalake', ...place, image: body.id, at })
        const isBase = body.cloudbreak?.list === 'base-images'
        expect([body.id, answer.refusal?.code]).toEqual([body.id, isBase ? 'INVALID_INPUT' : undefined])
        if (!isBase) expect(answer.artifact?.reference).toBe(artifact!.reference)
      }
    })

    it('have a Marketplace reference for any region', () => {
      const id = '5fd73bf2-adc5-4ddd-8b6c-541cdbfcd890'
      const hub = { type: 'datahub', provider: 'azure', region: 'East US', image: id, at } as const
      expect(chooseConsumerImage(urn, hub).artifact?.reference.split(':')).toHaveLength(4)
    })

    it('of a custom catalog need not be named', () => {
      const source = runtimes.images.find(({ body }) => body.id === defaults['7.2.17']![0])!.body
      const own = {
        ...source,
        id: '0f0e0d0c-0000-4000-8000-000000000001',
        catalog: 'mine',
        artifacts: [
          { name: 'us-west-1', provider: 'aws', region: 'us-west-1', reference: 'ami-0123456789abcdef0' },
        ],
        traits: {},
        derived: {
          source: { catalog: 'cdp-default', id: source.id },
          type: 'runtime',
          created: '2026-01-01T00:00:00.000Z',
        },
      } as const
      const { cloudbreak: _cloudbreak, ...stored } = own
      const content = customContent([effectiveImage({ ...stored, artifacts: [...stored.artifacts] }, source)])
      const hub = { type: 'datahub', provider: 'aws', region: 'us-west-1', runtime: '7.2.17', at } as const
      expect(chooseConsumerImage(content, hub)).toMatchObject({
        image: { id: own.id, catalog: 'mine' },
        artifact: { reference: 'ami-0123456789abcdef0' },
      })
      expect(chooseConsumerImage(content, { ...hub, region: 'us-west-2' }).refusal?.message).toBe(
        "The virtual machine image couldn't be found for aws in the us-west-2 region. Available images are as follows: {us-west-1=ami-0123456789abcdef0}.",
      )
    })
  })
})
