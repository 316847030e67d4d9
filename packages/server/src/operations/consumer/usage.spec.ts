import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeCatalog, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

const { aws17, aws18 } = runtimeImages
const aws = { provider: 'aws', region: 'us-west-1' }
const vmImages = [{ region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }]
const template = { file: 'cluster.txt', text: '[cluster c]\n[[node n]]\nImageName = runtime-redhat8-aws\n' }

let site: CatalogSite
let id: string
let lock: { file: string; text: string }

/** A catalog named as its image is, a Data Hub of the administrator and one of Alice on it, and a lock. */
beforeAll(async () => {
  site = await openCatalogSite()
  await site.client.createCatalog({ body: { name: 'runtime-redhat8-aws' } })
  id = (await site.derive('runtime-redhat8-aws', aws17, { vmImages })).image.id
  const body = { type: 'datahub', ...aws, catalog: 'runtime-redhat8-aws', image: id } as const
  await site.client.createConsumer({ body: { ...body, name: 'ours' } })
  const shared = { catalog: 'runtime-redhat8-aws', user: 'alice', role: 'SharedResourceUser' } as const
  await site.client.grantRole({ body: shared })
  await site.as('alice').createConsumer({ body: { ...body, name: 'hers' } })
  const locked = await site.client.lockTemplate({ body: { template, locations: [aws] } })
  lock = { file: 'cluster.lock', text: JSON.stringify(locked.lock) }
})

afterAll(() => site.close())

const used = (name: string) => ({
  consumer: { type: 'datahub', name },
  catalog: 'runtime-redhat8-aws',
  image: id,
})

describe('the use of an image or a catalog', () => {
  it.each([
    ['an image', () => ({ of: id })],
    ['an image by its id in capitals', () => ({ of: id.toUpperCase() })],
    ['the name of an image', () => ({ of: 'runtime-redhat8-aws', as: 'image' as const })],
    ['a catalog', () => ({ of: 'runtime-redhat8-aws' })],
    ['a catalog, said to be one', () => ({ of: 'runtime-redhat8-aws', as: 'catalog' as const })],
  ])('is told of %s', async (_, body) => {
    const told = await site.client.usage({ body: { ...body(), locks: [lock] } })

    expect(told.consumers).toMatchObject([used('hers'), used('ours')])
    expect(told.derived).toEqual([])
    expect(told.locks).toMatchObject([{ file: 'cluster.lock', entry: 'c/n', image: { id } }])
  })

  it('is told of a source: what derives from it, and no lock on another image', async () => {
    const source = await site.client.usage({ body: { of: aws17, locks: [lock] } })
    const mirrored = await site.client.usage({ body: { of: 'cdp-default' } })
    const derived = [
      { image: { id, catalog: 'runtime-redhat8-aws' }, source: { id: aws17, catalog: 'cdp-default' } },
    ]

    expect(source).toMatchObject({ consumers: [], derived, locks: [] })
    expect(mirrored).toMatchObject({ consumers: [], derived })
    expect(await site.client.usage({ body: { of: aws18 } })).toMatchObject({
      consumers: [],
      derived: [],
      locks: [],
    })
  })

  it('is narrowed to a catalog', async () => {
    await site.mirror('second', runtimeCatalog)
    const of = async (catalog: string) => (await site.client.usage({ body: { of: aws17, catalog } })).derived

    expect(await of('cdp-default')).toHaveLength(1)
    expect(await of('second')).toEqual([])
  })

  it('names to each the consumers that they may see', async () => {
    const alice = await site.as('alice').usage({ body: { of: 'runtime-redhat8-aws' } })
    const stranger = await site.as('bob').usage({ body: { of: aws17 } })

    expect(alice.consumers.map(({ consumer }) => consumer.name)).toEqual(['hers'])
    expect(stranger.derived).toEqual([])
  })

  it.each([
    [{ of: 'none' }, 'IMAGE_NOT_FOUND'],
    [{ of: '__proto__' }, 'IMAGE_NOT_FOUND'],
    [{ of: 'none', as: 'catalog' as const }, 'CATALOG_NOT_FOUND'],
    [{ of: aws17, catalog: 'local' }, 'IMAGE_NOT_FOUND'],
    [{ of: '' }, 'INVALID_REQUEST'],
    [{ of: aws17, locks: [{ file: 'bad.lock', text: '{' }] }, 'INVALID_INPUT'],
    [{ of: aws17, locks: [{ file: 'bad.lock', text: '{"entries":[null]}' }] }, 'INVALID_INPUT'],
  ])('refuses %j', async (body, code) => {
    expect(await refusalOf(site.client.usage({ body }))).toMatchObject({ code })
  })

  it('is still told of a catalog and of an image that were deleted from under their consumers', async () => {
    const force = { force: true, reason: 'test' }
    await site.client.createCatalog({ body: { name: 'brief' } })
    const gone = (await site.derive('brief', aws18, { vmImages })).image.id
    for (const name of ['z', 'b'])
      await site.client.createConsumer({ body: { type: 'datahub', ...aws, catalog: 'brief', name } })
    await site.client.deleteCatalog({ params: { catalog: 'brief' }, query: force })
    const entry = { catalog: 'brief', id: gone }
    const names = async (body: { of: string; as?: 'catalog' | 'image'; catalog?: string }) =>
      (await site.client.usage({ body })).consumers.map(({ consumer }) => consumer.name)

    expect((await site.client.usage({ body: { of: 'brief' } })).consumers[0]).toMatchObject({
      consumer: { name: 'b' },
      catalog: entry.catalog,
      image: entry.id,
    })
    expect(await names({ of: 'brief', as: 'catalog' })).toEqual(['b', 'z'])
    expect(await names({ of: gone.toUpperCase() })).toEqual(['b', 'z'])
    expect(await names({ of: gone, catalog: 'brief' })).toEqual(['b', 'z'])
    expect(await refusalOf(names({ of: gone, catalog: 'local' }))).toMatchObject({ code: 'IMAGE_NOT_FOUND' })
    expect(await refusalOf(site.as('bob').usage({ body: { of: 'brief' } }))).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
    })
  })
})
