import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

const { aws17, aws17Later, aws18, aws18Arm, azure17 } = runtimeImages
const aws = { provider: 'aws', region: 'us-west-1' }
const west = (digit: string) => ({ region: 'us-west-1', reference: `ami-0${digit.repeat(16)}` })
const params = { consumer: 'lake' }

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
})

afterEach(() => site.close())

function createLake(image: string = aws17, catalog = 'cdp-default') {
  return site.client.createConsumer({ body: { type: 'datalake', name: 'lake', ...aws, image, catalog } })
}

async function derived(from: string, digit: string, more = {}): Promise<string> {
  return (await site.derive('site', from, { vmImages: [west(digit)], ...more })).image.id
}

function list(query = {}) {
  return site.client.listUpgrades({ params, query })
}

describe('the upgrades of a consumer', () => {
  it('are the newer images of its catalog, every one with its verdict', async () => {
    await createLake()
    const { candidates, verdicts, current, catalog, consumer } = await list()
    const codeOf = (id: string) => verdicts.find(({ image }) => image.id === id)?.filter

    expect({ catalog, consumer: consumer.name, current: current?.id }).toEqual({
      catalog: 'cdp-default',
      consumer: 'lake',
      current: aws17,
    })
    expect(candidates.map(({ id }) => id)).toEqual(expect.arrayContaining([aws17Later, aws18]))
    expect(codeOf(aws18Arm)).toBe(1)
    expect(codeOf(azure17)).toBe(3)
    expect(codeOf(aws17)).toBe(2)
  })

  it('are restricted to what a custom catalog has', async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    await createLake(await derived(aws17, 'a'), 'site')
    const alone = await list()
    const later = await derived(aws17Later, 'b')

    expect(alone.candidates).toEqual([])
    expect(alone.reason).toBeDefined()
    expect((await list()).candidates.map(({ id }) => id)).toEqual([later])
  })

  it('judge one image or one runtime when that is named', async () => {
    await createLake()
    const arm = await list({ image: aws18Arm })
    const none = await list({ image: 'none' })

    expect(arm.candidates).toEqual([])
    expect(arm.reason).toContain("Can't upgrade to different cpu architecture.")
    expect(none.reason).toContain("Can't upgrade to 'none' image because there is no image with this id")
    expect((await list({ runtime: '7.2.18' })).candidates.map(({ id }) => id)).toEqual([aws18])
  })

  it('keep images with a parcel base URL of their own, unless only archives are wanted', async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    await createLake(await derived(aws17, 'a'), 'site')
    const later = await derived(aws17Later, 'b', { baseParcelUrl: 'https://mirror.example.com/cdp' })
    const strict = await list({ archiveOnly: true })

    expect((await list()).candidates.map(({ id }) => id)).toEqual([later])
    expect(strict.candidates).toEqual([])
    expect(strict.verdicts.find(({ image }) => image.id === later)?.filter).toBe(9)
  })

  it('refuse another catalog, but for an environment', async () => {
    await createLake()
    await site.client.createConsumer({
      body: {
        type: 'environment',
        name: 'env',
        ...aws,
        image: freeipaImages.aws,
        catalog: 'freeipa-default',
      },
    })
    await site.client.createCatalog({ body: { name: 'site' } })
    const env = (catalog?: string) =>
      site.client.listUpgrades({ params: { consumer: 'env' }, query: { catalog } })

    expect(await refusalOf(list({ catalog: 'site' }))).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await env()).candidates.map(({ id }) => id)).toEqual([freeipaImages.awsLater])
    expect(await env('site')).toMatchObject({ catalog: 'site', candidates: [] })
    expect(await refusalOf(env('none'))).toMatchObject({ code: 'CATALOG_NOT_FOUND' })
  })

  it('say that the catalog was deleted, and read again when it is restored', async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    await createLake(await derived(aws17, 'a'), 'site')
    await derived(aws17Later, 'b')
    await site.client.deleteCatalog({ params: { catalog: 'site' }, query: { force: true, reason: 'test' } })
    const refusal = await refusalOf(list())

    expect(refusal).toMatchObject({ code: 'CATALOG_NOT_FOUND' })
    expect(refusal.message).toContain('"site" of "lake" was deleted; restore it')
    expect(await refusalOf(site.client.applyUpgrade({ params, body: {} }))).toMatchObject({
      code: 'CATALOG_NOT_FOUND',
    })
    await site.client.restoreCatalog({ params: { catalog: 'site' } })
    expect((await list()).candidates).toHaveLength(1)
  })

  it('are listed though the source of the present image is gone', async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    await createLake(await derived(aws17, 'a'), 'site')
    const query = { force: true, reason: 'test' }
    await site.client.deleteCatalog({ params: { catalog: 'cdp-default' }, query })

    expect(await list()).toMatchObject({ catalog: 'site', candidates: [], reason: expect.any(String) })
  })
})

describe('an upgrade', () => {
  it('sets the best candidate, or the one that is named, and says what is next', async () => {
    await createLake()
    const planned = await site.client.applyUpgrade({ params, query: { dryRun: true }, body: {} })
    const before = site.revision()
    const told = await site.client.applyUpgrade({
      params,
      query: { reason: 'patch' },
      body: { image: aws17Later },
    })
    const { consumer } = await site.client.showConsumer({ params })

    expect(planned).toMatchObject({ dryRun: true, from: { id: aws17 }, to: { id: aws18 } })
    expect(told).toMatchObject({ dryRun: false, from: { id: aws17 }, to: { id: aws17Later } })
    expect(told.revision).toBe(before + 1)
    expect(told.next.join(' ')).toContain(told.reference)
    expect(consumer.image).toEqual({ catalog: 'cdp-default', id: aws17Later, reference: told.reference })
  })

  it('offers a reference that was renewed, and no longer once it is set', async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    const id = await derived(aws17, 'a')
    await createLake(id, 'site')
    expect((await list()).candidates).toEqual([])

    await derived(aws17, 'b')
    expect((await list()).candidates.map((facts) => facts.id)).toEqual([id])
    const told = await site.client.applyUpgrade({ params, body: {} })
    expect(told).toMatchObject({ from: { id }, to: { id }, reference: west('b').reference })
    expect((await list()).candidates).toEqual([])
  })

  it('goes to another runtime by its name, and refuses one that there is not with those that there are', async () => {
    await createLake()
    const refusal = await refusalOf(site.client.applyUpgrade({ params, body: { runtime: '7.3.1' } }))

    expect(refusal).toMatchObject({ code: 'NOT_UPGRADABLE' })
    expect(refusal.message).toContain('runtime: 7.3.1')
    expect(refusal.message).toContain('7.2.18')
    const told = await site.client.applyUpgrade({ params, body: { runtime: '7.2.18' } })
    expect(told.to).toMatchObject({ id: aws18, runtime: '7.2.18' })
  })

  it.each([aws18Arm, 'none', '__proto__', ''])('refuses the image %j', async (image) => {
    await createLake()
    const before = site.revision()

    expect((await refusalOf(site.client.applyUpgrade({ params, body: { image } }))).code).toMatch(
      /^(?:NOT_UPGRADABLE|IMAGE_NOT_FOUND|INVALID_REQUEST)$/,
    )
    expect(site.revision()).toBe(before)
  })

  it('refuses when nothing is newer, and at a revision that has passed', async () => {
    await createLake(aws18)
    const upgrade = (query = {}) => refusalOf(site.client.applyUpgrade({ params, query, body: {} }))

    expect(await upgrade()).toMatchObject({ code: 'NOT_UPGRADABLE' })
    expect(await upgrade({ expect: site.revision() - 1 })).toMatchObject({ code: 'REVISION_CONFLICT' })
  })
})
