import { startFakeArm, type FakeArm, type FakeVersion } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CloudAccount } from '../cloud-account.ts'
import { gallery, openFake, versionIn } from './testing/azure-site.ts'

let fake: FakeArm
let account: CloudAccount

beforeEach(async () => {
  fake = await startFakeArm({ locations: ['eastus', 'westus'], pageSize: 2 })
  account = await openFake(fake)
})

afterEach(async () => {
  account.close()
  await fake.close()
})

const idOf = (definition: string, version?: string) =>
  fake.content.galleryId(gallery.group, gallery.name, definition, version)

function define(name: string, ...versions: FakeVersion[]) {
  fake.content.addDefinition(gallery, name).versions.push(...versions)
}

async function foundIn(region: string, ...texts: string[]): Promise<string[]> {
  return (await account.find(region, texts)).map(({ reference }) => reference)
}

/** What was asked of ARM, without the requests for a token. */
const asked = () => fake.requests.filter(({ method }) => method !== 'POST').length

describe('the latest version of a definition', () => {
  it.each<[string, FakeVersion[], string | undefined]>([
    ['is the highest by number', [versionIn('1.9.0', ['eastus']), versionIn('1.10.0', ['eastus'])], '1.10.0'],
    [
      'is not excluded everywhere',
      [versionIn('1.0.0', ['eastus']), versionIn('2.0.0', ['eastus'], { excludeFromLatest: true })],
      '1.0.0',
    ],
    [
      'is not excluded in the region',
      [
        versionIn('1.0.0', ['eastus']),
        versionIn('2.0.0', [], {
          targets: [{ name: 'East US', excludeFromLatest: true }, { name: 'westus' }],
        }),
      ],
      '1.0.0',
    ],
    [
      'may be excluded elsewhere',
      [
        versionIn('1.0.0', ['eastus']),
        versionIn('2.0.0', [], {
          targets: [{ name: 'East US' }, { name: 'westus', excludeFromLatest: true }],
        }),
      ],
      '2.0.0',
    ],
    ['is in the region', [versionIn('1.0.0', ['eastus']), versionIn('2.0.0', ['westus'])], '1.0.0'],
    [
      'has arrived there',
      [
        versionIn('1.0.0', ['eastus']),
        versionIn('2.0.0', ['westus', 'eastus'], { states: { eastus: 'Unknown' } }),
        versionIn('3.0.0', ['westus', 'eastus'], { states: { eastus: 'Failed' } }),
      ],
      '1.0.0',
    ],
    [
      'may be on its way to another region',
      [
        versionIn('1.0.0', ['eastus']),
        versionIn('2.0.0', ['westus', 'eastus'], { states: { westus: 'Replicating' } }),
      ],
      '2.0.0',
    ],
    ['is none where the region has none', [versionIn('1.0.0', ['westus'])], undefined],
    ['is none of no versions', [], undefined],
  ])('%s', async (_, versions, expected) => {
    define('web', ...versions)
    const references = expected === undefined ? [] : [idOf('web', expected)]

    expect(await foundIn('eastus', 'web')).toEqual(references)
    expect(await foundIn('eastus', idOf('web'))).toEqual(references)
    expect(await foundIn('East US', `${idOf('web')}/versions/latest`)).toEqual(references)
  })

  it.each([
    ['a name', () => 'web'],
    ['an id', () => idOf('web')],
  ])('is passed over where %s means none that may be taken', async (_, textOf) => {
    define('web', versionIn('1.0.0', ['eastus'], { excludeFromLatest: true }))

    expect(await account.find('eastus', [textOf()])).toMatchObject([
      { reference: idOf('web', '1.0.0'), passedOver: 'version 1.0.0 is excluded from latest' },
    ])
    expect(await account.describe('eastus', [textOf()])).toEqual([])
  })

  it('is the highest on its way where none has arrived', async () => {
    define('web', versionIn('2.0.0', ['westus', 'eastus'], { states: { eastus: 'Replicating' } }))

    expect(await account.find('eastus', ['web'])).toMatchObject([
      { reference: idOf('web', '2.0.0'), state: 'pending' },
    ])
  })
})

describe('find', () => {
  it.each(['web/1.0.0', 'golden/web', 'golden/web/1.0.0', 'golden/web/latest', 'WEB/latest', 'Golden/Web'])(
    'takes "%s" for a name of a version',
    async (text) => {
      define('web', versionIn('1.0.0', ['eastus']))

      expect(await account.find('eastus', [text])).toMatchObject([
        { reference: idOf('web', '1.0.0'), text, matchedBy: 'name' },
      ])
    },
  )

  it('finds a definition in every gallery that has one of this name', async () => {
    define('web', versionIn('1.0.0', ['eastus']))
    const other = { group: 'other-rg', name: 'other' }
    fake.content.addDefinition(other, 'web').versions.push(versionIn('3.0.0', ['eastus']))
    fake.content.addImage('first-rg', 'web', 'eastus')

    expect(await foundIn('eastus', 'web')).toEqual([
      fake.content.imageId({ group: 'first-rg', name: 'web' }),
      idOf('web', '1.0.0'),
      fake.content.galleryId('other-rg', 'other', 'web', '3.0.0'),
    ])
    expect(await foundIn('eastus', 'other/web')).toEqual([
      fake.content.galleryId('other-rg', 'other', 'web', '3.0.0'),
    ])
  })

  it('keeps the spelling of the cloud, and the text as it was written', async () => {
    define('web', versionIn('1.0.0', ['eastus']))
    fake.content.addImage('first-rg', 'Base', 'eastus')
    const texts = [idOf('web', '1.0.0'), fake.content.imageId({ group: 'first-rg', name: 'Base' })]
    const written = texts.map((text) => text.toUpperCase())

    expect(await account.find('eastus', written)).toMatchObject(
      texts.map((reference, index) => ({ reference, text: written[index], matchedBy: 'id' })),
    )
  })

  it('tells how far a version is in each region', async () => {
    const states = { westus: 'Failed', northeurope: 'Unknown' } as const
    define('web', versionIn('1.0.0', ['eastus', 'westus', 'northeurope'], { states }))

    const found = await Promise.all(
      ['eastus', 'westus', 'northeurope'].map((region) => account.find(region, ['web/1.0.0'])),
    )

    expect(found.flat().map(({ region, state }) => [region, state])).toEqual([
      ['eastus', 'available'],
      ['westus', 'failed'],
      ['northeurope', 'pending'],
    ])
    expect(await foundIn('uksouth', 'web/1.0.0')).toEqual([])
  })

  it('tells all that Azure tells of a version', async () => {
    const shared = { ...gallery, name: 'shared', permissions: 'Groups' } as const
    const definition = fake.content.addDefinition(shared, 'web', {
      ...fake.content.addDefinition(gallery, 'any').properties,
      architecture: 'Arm64',
      purchasePlan: { publisher: 'p', product: 'q', name: 'r' },
    })
    const changed = { excludeFromLatest: true, endOfLife: '2030-01-02T03:04:05Z' }
    definition.versions.push(versionIn('1.0.0', ['eastus'], changed))
    const reference = fake.content.galleryId(shared.group, shared.name, 'web', '1.0.0')

    const expected = {
      reference,
      name: 'web/1.0.0',
      title: 'web',
      region: 'eastus',
      owner: fake.content.subscription,
      isOwn: true,
      state: 'available',
      os: 'linux',
      architecture: 'arm64',
      created: '2026-03-04T05:06:07.000Z',
      bytes: 30 * 2 ** 30,
      deprecated: '2030-01-02T03:04:05.000Z',
      visibility: 'shared',
      traits: {
        generation: 'V2',
        'security-type': 'TrustedLaunchSupported',
        'disk-controllers': 'SCSI,NVMe',
        'accelerated-networking': 'true',
        plan: 'p:q:r',
        generalized: 'true',
        'root-size-gb': '30',
        'exclude-from-latest': 'true',
      },
    }
    expect(await account.describe('eastus', [reference])).toEqual([expected])
    expect(await account.find('eastus', ['shared/web/1.0.0'])).toEqual([
      { ...expected, text: 'shared/web/1.0.0', matchedBy: 'name' },
    ])
  })

  it('tells all that Azure tells of a managed image, in its region alone', async () => {
    fake.content.addImage('first-rg', 'base', 'West US')
    const reference = fake.content.imageId({ group: 'first-rg', name: 'base' })

    expect(await account.describe('eastus', [reference])).toEqual([])
    expect(await account.describe('westus', [reference])).toEqual([
      {
        reference,
        name: 'base',
        region: 'westus',
        owner: fake.content.subscription,
        isOwn: true,
        state: 'available',
        os: 'linux',
        bytes: 30 * 2 ** 30,
        visibility: 'private',
        traits: { generation: 'V2', generalized: 'true', 'root-size-gb': '30' },
      },
    ])
  })

  it('takes what is in another subscription, and not for us to see, for missing', async () => {
    const foreign = idOf('web', '1.0.0').replace(fake.content.subscription, 'another-subscription')

    expect(await foundIn('eastus', foreign)).toEqual([])
  })

  it('tells a subscription that is not there', async () => {
    const settings = {
      subscription: 'nobody',
      endpoint: fake.url,
      ...fake.client,
      provider: 'azure',
    } as const
    const { secret, ...rest } = settings
    const other = await openFake(fake, { settings: rest, secret })

    await expect(other.find('eastus', ['web'])).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(other.identity()).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining("SubscriptionNotFound The subscription 'nobody'"),
    })
  })
})

describe('the Marketplace', () => {
  const urn = { publisher: 'Canonical', offer: 'ubuntu', sku: 'server' }

  it('resolves the latest version, and tells what the publisher says of it', async () => {
    fake.content.addMarketplace('eastus', urn, {
      '24.4.9': {},
      '24.4.10': {
        hyperVGeneration: 'V2',
        architecture: 'x64',
        osDiskImage: { operatingSystem: 'Linux' },
        plan: { publisher: 'canonical', product: 'ubuntu', name: 'server' },
        features: [
          { name: 'SecurityType', value: 'TrustedLaunchSupported' },
          { name: 'DiskControllerTypes', value: 'SCSI' },
        ],
        imageDeprecationStatus: {
          imageState: 'ScheduledForDeprecation',
          scheduledDeprecationTime: '2030-01-01T00:00:00Z',
          alternativeOption: { type: 'Plan', value: 'server-26' },
        },
      },
    })
    const text = 'Canonical:ubuntu:server:latest'

    expect(await account.find('eastus', [text])).toEqual([
      {
        reference: 'Canonical:ubuntu:server:24.4.10',
        text,
        matchedBy: 'id',
        region: 'eastus',
        owner: 'Canonical',
        isOwn: false,
        state: 'available',
        os: 'linux',
        architecture: 'x86_64',
        deprecated: '2030-01-01T00:00:00.000Z',
        replacement: 'Canonical:ubuntu:server-26:latest',
        visibility: 'public',
        traits: {
          generation: 'V2',
          'security-type': 'TrustedLaunchSupported',
          'disk-controllers': 'SCSI',
          plan: 'canonical:ubuntu:server',
          generalized: 'true',
        },
      },
    ])
  })

  it('says which image cannot be booted any more', async () => {
    const imageDeprecationStatus = {
      imageState: 'Deprecated',
      alternativeOption: { type: 'Offer', value: 'ubuntu-26' },
    }
    fake.content.addMarketplace('eastus', urn, { '1.0.0': { imageDeprecationStatus } })

    expect(await account.describe('eastus', ['Canonical:ubuntu:server:1.0.0'])).toMatchObject([
      { state: 'disabled', replacement: 'Canonical:ubuntu-26' },
    ])
  })

  it('has nothing of what a region does not offer', async () => {
    fake.content.addMarketplace('westus', urn, { '1.0.0': {} })
    fake.content.addMarketplace('eastus', { ...urn, sku: 'empty' }, {})
    const texts = ['server:latest', 'server:1.0.0', 'empty:latest'].map((text) => `Canonical:ubuntu:${text}`)

    expect(await foundIn('eastus', ...texts)).toEqual([])
  })
})

describe('galleries of others', () => {
  const listed = () => fake.requests.map(({ path }) => new URL(path, fake.url))
  /** With whom the versions that were listed are shared. */
  const sharedTo = () =>
    listed()
      .filter(({ pathname }) => pathname.endsWith('/theirs/images/web/versions'))
      .map(({ searchParams }) => searchParams.get('sharedTo'))

  it('looks for what is shared with the tenant, where nothing is with the subscription', async () => {
    const root = '/sharedGalleries/theirs/images/web'
    const region = `/subscriptions/${fake.content.subscription}/providers/Microsoft.Compute/locations/eastus`
    fake.content.resources.set(`${region}${root}`.toLowerCase(), { name: 'web', properties: {} })
    fake.content.resources.set(`${region}${root}/versions`.toLowerCase(), { value: [] })

    expect(await foundIn('eastus', root)).toEqual([])
    expect(sharedTo()).toEqual([null, 'tenant'])
  })

  it.each([
    ['communityGalleries', 'public'],
    ['sharedGalleries', 'shared'],
  ])('finds a version in %s by its id, and the latest one', async (kind, visibility) => {
    const root = `/${kind}/theirs/images/web`
    const region = `/subscriptions/${fake.content.subscription}/providers/Microsoft.Compute/locations/eastus`
    const put = (path: string, body: unknown) =>
      fake.content.resources.set(`${region}${root}${path}`.toLowerCase(), body)
    const versions = [
      { name: '1.0.0', properties: { publishedDate: '2026-01-01T00:00:00Z' } },
      { name: '1.2.0', properties: {} },
      { name: '1.10.0', properties: { excludeFromLatest: true } },
    ]
    put('', {
      name: 'web',
      properties: { osType: 'Windows', osState: 'Generalized', hyperVGeneration: 'V1' },
    })
    put('/versions', { value: versions })
    for (const version of versions) put(`/versions/${version.name}`, version)

    expect(await foundIn('eastus', root, `${root}/versions/9.0.0`, `/${kind}/nobodys/images/web`)).toEqual([
      `${root}/versions/1.2.0`,
    ])
    expect(sharedTo()).toEqual([null])
    expect(await account.describe('eastus', [`${root}/versions/1.0.0`])).toMatchObject([
      {
        reference: `${root}/versions/1.0.0`,
        owner: 'theirs',
        isOwn: false,
        visibility,
        os: 'windows',
        created: '2026-01-01T00:00:00.000Z',
        traits: { generation: 'V1', generalized: 'true' },
      },
    ])
  })
})

describe('how much is asked', () => {
  const regions = Array.from({ length: 60 }, (_, index) => `region${index}`)

  it('costs no more for sixty regions than for one', async () => {
    define('web', versionIn('1.0.0', regions), versionIn('1.1.0', regions), versionIn('1.2.0', regions))
    define('other', versionIn('1.0.0', regions))

    const found = await Promise.all(regions.map((region) => account.find(region, ['web', 'web/1.0.0'])))

    expect(found.flat()).toHaveLength(120)
    // Managed images, galleries, definitions, and two pages of the versions of the one that is meant.
    expect(asked()).toBe(5)
  })

  it('lists a subscription once for all regions', async () => {
    define('web', versionIn('1.0.0', regions), versionIn('1.1.0', regions), versionIn('1.2.0', regions))
    let count = 0

    for (const region of regions) for await (const image of account.list(region)) count += image.isOwn ? 1 : 0

    expect(count).toBe(180)
    expect(asked()).toBe(5)
  })

  it('lists nothing for ids', async () => {
    define('web', versionIn('1.0.0', regions))

    await Promise.all(regions.map((region) => account.find(region, [idOf('web', '1.0.0')])))

    // The version, its definition, its gallery.
    expect(asked()).toBe(3)
  })

  it('asks nothing for what can be no name', async () => {
    expect(await foundIn('eastus', 'no such name', '*', '', '..', 'a/b/c/d', '/subscriptions/x')).toEqual([])
    expect(fake.requests).toEqual([])
  })
})
