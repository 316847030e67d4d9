import { startFakeArm, type FakeArm } from '@ingot/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CloudAccount } from '../cloud-account.ts'
import { gallery, openFake } from './testing/azure-site.ts'

let fake: FakeArm
let account: CloudAccount

beforeEach(async () => {
  fake = await startFakeArm()
  account = await openFake(fake)
})

afterEach(async () => {
  account.close()
  await fake.close()
})

const imagesPath = () => `/subscriptions/${fake.content.subscription}/providers/microsoft.compute/images`
const put = (path: string, body: unknown) => fake.content.resources.set(path.toLowerCase(), body)

async function listed(): Promise<number> {
  let count = 0
  for await (const image of account.list('eastus')) count += image.isOwn ? 1 : 0
  return count
}

describe('answers that make no sense', () => {
  it.each([
    ['no list', {}],
    ['a list that is none', { value: 'soon' }],
    ['items that are none', { value: [null] }],
    ['an image without an id', { value: [{ location: 'eastus' }] }],
    ['an id of something else', { value: [{ id: '/subscriptions/x', location: 'eastus' }] }],
    [
      'an image without a location',
      () => ({ value: [{ id: fake.content.imageId({ group: 'g', name: 'a' }) }] }),
    ],
    ['a link that is none', { value: [], nextLink: 5 }],
    ['a link to another server', { value: [], nextLink: 'http://127.0.0.2:1/images' }],
    ['text', 'text'],
    ['null', null],
  ])('are told: %s', async (_, body) => {
    put(imagesPath(), typeof body === 'function' ? body() : body)

    await expect(listed()).rejects.toMatchObject({ name: 'CloudError', kind: 'invalid' })
  })

  it('do not send the token anywhere else', async () => {
    const other = await startFakeArm()
    put(imagesPath(), { value: [], nextLink: `${other.url}/subscriptions` })

    await expect(listed()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('outside'),
    })
    expect(other.requests).toEqual([])
    await other.close()
  })

  it('do not make a list that never ends', async () => {
    put(imagesPath(), { value: [], nextLink: `${fake.url}${imagesPath()}` })

    await expect(listed()).rejects.toMatchObject({
      kind: 'invalid',
      message: 'Azure tells more than 10000 pages of a list',
    })
  })

  it('never come to another error than a CloudError', async () => {
    const id = fake.content.galleryId(gallery.group, gallery.name, 'web', '1.0.0')
    const definition = fake.content.galleryId(gallery.group, gallery.name, 'web')
    const odd = fc.jsonValue({ maxDepth: 2 })
    const properties = fc.record(
      {
        provisioningState: odd,
        publishingProfile: fc.oneof(
          odd,
          fc.record({ targetRegions: odd, publishedDate: odd, endOfLifeDate: odd, excludeFromLatest: odd }),
          fc.record({ targetRegions: fc.array(fc.record({ name: odd, excludeFromLatest: odd })) }),
        ),
        storageProfile: fc.oneof(odd, fc.record({ osDiskImage: odd })),
        replicationStatus: fc.oneof(odd, fc.record({ summary: odd })),
        osType: odd,
        features: fc.oneof(odd, fc.array(fc.record({ name: odd, value: odd }))),
        purchasePlan: odd,
        architecture: odd,
      },
      { requiredKeys: [] },
    )
    const resource = fc.oneof(
      odd,
      fc.record({ id: fc.constant(id), name: odd, location: fc.constant('eastus'), properties }),
    )

    await fc.assert(
      fc.asyncProperty(resource, resource, async (version, image) => {
        put(id, version)
        put(definition, image)
        const opened = await openFake(fake)
        const answer: unknown = await opened.describe('eastus', [id]).catch((error: unknown) => error)
        expect(answer instanceof Error ? answer.name : 'answer').toMatch(/^(?:answer|CloudError)$/)
      }),
      { numRuns: 150 },
    )
  })
})

describe('an endpoint that is not Azure', () => {
  it('is not taken for a subscription without images', async () => {
    const settings = {
      provider: 'azure',
      subscription: fake.content.subscription,
      tenant: fake.client.tenant,
      clientId: fake.client.clientId,
    } as const
    const nobody = await openFake(fake, { settings: { ...settings, endpoint: 'http://127.0.0.1:1' } })

    await expect(nobody.find('eastus', ['web'])).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(nobody.identity()).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it('names the right that is missing, as Azure does', async () => {
    fake.fail('forbidden')

    await expect(listed()).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining("perform action 'Microsoft.Compute/images/read'"),
    })
  })

  it('keeps the secret to itself when it is wrong', async () => {
    const wrong = await openFake(fake, { secret: 'wrong secret+of/ours' })

    await expect(wrong.identity()).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringMatching(/^Azure does not take the credentials: AADSTS7000215.*'\*\*\*'/),
    })
  })
})
