import type { LogEntry } from '@ingot/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runtimeCatalog, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
})

afterEach(() => site.close())

const westImage = { region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }

function create(name: string, description?: string) {
  return site.client.createCatalog({ body: { name, ...(description === undefined ? {} : { description }) } })
}

async function names(): Promise<string[]> {
  return (await site.client.listCatalogs({})).catalogs.map(({ name }) => name)
}

async function last(): Promise<LogEntry | undefined> {
  return (await site.client.listLog({ query: { limit: 1 } })).entries[0]
}

/** A catalog `site` with one derived image that a Data Hub is on. */
async function usedCatalog(): Promise<string> {
  await create('site')
  const { image } = await site.derive('site', runtimeImages.aws17, { vmImages: [westImage] })
  await site.client.createConsumer({
    body: {
      type: 'datahub',
      name: 'hub',
      provider: 'aws',
      region: 'us-west-1',
      catalog: 'site',
      image: image.id,
    },
  })
  return image.id
}

describe('the creation of a catalog', () => {
  it.each([['ab'], ['a1'], ['site-images'], ['x--y'], ['constructor'], [`a${'b'.repeat(254)}`]])(
    'takes the name %.20s',
    async (name) => {
      const { catalog } = await create(name, 'Ours')
      const shown = await site.client.showCatalog({ params: { catalog: name } })

      expect(catalog).toMatchObject({
        name,
        type: 'custom',
        description: 'Ours',
        owner: 'admin',
        created: '2026-03-01T12:00:00.000Z',
        position: 1,
        images: 0,
      })
      expect(shown.catalog).toEqual(catalog)
    },
  )

  it.each([
    ['a'],
    [''],
    ['1a'],
    ['-a'],
    ['a-'],
    ['Site'],
    ['a_b'],
    ['a b'],
    ['a/b'],
    ['../etc'],
    ['__proto__'],
    ['ünï'],
    ['a\n'],
    [`a${'b'.repeat(255)}`],
  ])('refuses the name %j', async (name) => {
    const before = site.revision()

    expect(await refusalOf(create(name))).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(site.revision()).toBe(before)
  })

  it.each(['cdp-default', 'cloudbreak-default', 'freeipa-default'])(
    'refuses %s, mirrored or not',
    async (name) => {
      const bare = await openCatalogSite({ bare: true })
      for (const { client } of [site, bare]) {
        const refusal = await refusalOf(client.createCatalog({ body: { name } }))
        expect(refusal.code).toBe('INVALID_INPUT')
        expect(refusal.message).toContain(`${name} cannot be created`)
      }
      await bare.close()
    },
  )

  it.each(['local', 'cyclecloud-default', 'site'])('refuses %s, a name in use', async (name) => {
    await create('site')

    expect(await refusalOf(create(name))).toMatchObject({ code: 'CATALOG_EXISTS' })
  })

  it('stores nothing on a dry run, and only at the revision that was expected', async () => {
    const before = site.revision()
    const planned = await site.client.createCatalog({ query: { dryRun: true }, body: { name: 'site' } })
    const act = site.client.createCatalog({ query: { expect: before - 1 }, body: { name: 'site' } })

    expect(planned).toMatchObject({ dryRun: true, revision: before, catalog: { name: 'site', position: 1 } })
    expect(await refusalOf(act)).toMatchObject({ code: 'REVISION_CONFLICT' })
    expect(site.revision()).toBe(before)
  })
})

describe('the change of a catalog', () => {
  it('sets and takes away the description, and names another owner', async () => {
    await create('site', 'Ours')
    const update = (body: { description?: string; owner?: string }) =>
      site.client.updateCatalog({ params: { catalog: 'site' }, body })

    expect((await update({ description: 'Theirs' })).catalog).toMatchObject({
      description: 'Theirs',
      owner: 'admin',
    })
    expect((await update({ owner: 'bob' })).catalog).toMatchObject({ description: 'Theirs', owner: 'bob' })
    expect((await update({ description: '' })).catalog).not.toHaveProperty('description')
    const taken = await site
      .as('bob')
      .updateCatalog({ params: { catalog: 'site' }, body: { description: 'Mine' } })
    expect(taken.catalog).toMatchObject({ description: 'Mine', owner: 'bob' })
  })

  it('commits nothing where nothing differs', async () => {
    await create('site', 'Ours')
    const before = site.revision()
    const params = { catalog: 'site' }
    await site.client.updateCatalog({ params, body: {} })
    await site.client.updateCatalog({ params, body: { description: 'Ours', owner: 'admin' } })
    await site.client.publishCatalog({ params, body: { published: false } })
    expect(site.revision()).toBe(before)

    await site.client.publishCatalog({ params, body: { published: true } })
    await site.client.publishCatalog({ params, body: { published: true } })
    await site.client.updateCatalog({ params, body: { description: 'Ours' } })
    expect(site.revision()).toBe(before + 1)
  })

  it('tells on a dry run what the catalog would be', async () => {
    await create('site')
    const before = site.revision()
    const { catalog, dryRun } = await site.client.updateCatalog({
      params: { catalog: 'site' },
      query: { dryRun: true },
      body: { description: 'New' },
    })

    expect({ dryRun, description: catalog.description }).toEqual({ dryRun: true, description: 'New' })
    expect(site.revision()).toBe(before)
  })

  it('publishes and unpublishes, with a reason in the log', async () => {
    await create('site')
    const publish = (published: boolean, reason: string) =>
      site.client.publishCatalog({ params: { catalog: 'site' }, query: { reason }, body: { published } })

    expect((await publish(true, 'for the others')).catalog.published).toBe(true)
    expect(await last()).toMatchObject({
      action: 'catalog.publish',
      reason: 'for the others',
      actor: 'admin',
    })
    expect((await publish(false, 'no more')).catalog).not.toHaveProperty('published')
  })
})

describe('a mirrored catalog', () => {
  it('is told with its last sync by whatever changes it', async () => {
    const params = { catalog: 'cdp-default' }
    const { sync } = (await site.client.showCatalog({ params })).catalog
    const updated = await site.client.updateCatalog({ params, body: { description: 'Mirrored' } })
    const published = await site.client.publishCatalog({ params, body: { published: true } })
    const { catalogs } = await site.client.orderCatalogs({ body: { order: ['cdp-default'] } })
    await site.client.deleteCatalog({ params, query: { withImages: true } })
    const restored = await site.client.restoreCatalog({ params })

    expect(sync).toMatchObject({ outcome: 'changed' })
    for (const catalog of [updated.catalog, published.catalog, catalogs[0], restored.catalog]) {
      expect(catalog).toMatchObject({ name: 'cdp-default', sync })
    }
  })
})

describe('the deletion of a catalog', () => {
  it('takes away an empty catalog and frees its name', async () => {
    await create('site')
    const told = await site.client.deleteCatalog({ params: { catalog: 'site' } })

    expect(told).toMatchObject({ dryRun: false, catalog: 'site', images: 0 })
    expect(await names()).not.toContain('site')
    expect((await create('site')).catalog.images).toBe(0)
  })

  it('refuses one that holds images, unless they are meant too', async () => {
    await create('site')
    await site.derive('site', runtimeImages.aws17)
    const params = { catalog: 'site' }

    expect(await refusalOf(site.client.deleteCatalog({ params }))).toMatchObject({
      code: 'CATALOG_NOT_EMPTY',
      message: 'The catalog "site" holds 1 image',
    })
    const forced = site.client.deleteCatalog({ params, query: { force: true } })
    expect(await refusalOf(forced)).toMatchObject({ code: 'REASON_REQUIRED' })
    const planned = await site.client.deleteCatalog({ params, query: { withImages: true, dryRun: true } })
    expect(planned).toMatchObject({ dryRun: true, images: 1 })
    expect(await names()).toContain('site')
    await site.client.deleteCatalog({ params, query: { withImages: true } })
    expect((await site.client.listImages({ query: { catalog: 'site' } })).total).toBe(0)
  })

  it('refuses one in use with everybody who uses it', async () => {
    const id = await usedCatalog()
    const params = { catalog: 'site' }
    const refusal = await refusalOf(site.client.deleteCatalog({ params, query: { withImages: true } }))
    const source = await refusalOf(
      site.client.deleteCatalog({ params: { catalog: 'cdp-default' }, query: { withImages: true } }),
    )

    expect(refusal.code).toBe('CATALOG_IN_USE')
    expect(refusal.faults).toEqual([
      {
        severity: 'error',
        code: 'USED_BY_CONSUMER',
        message: `datahub "hub" in aws us-west-1 is on the image ${id}`,
      },
    ])
    expect(source.code).toBe('CATALOG_IN_USE')
    expect(source.faults).toEqual([
      {
        severity: 'error',
        code: 'SOURCE_OF_IMAGE',
        message: `The image ${id} of the catalog "site" derives from ${runtimeImages.aws17}`,
      },
    ])
  })

  it.each([undefined, '', '  '])('is not forced with the reason %j', async (reason) => {
    await usedCatalog()
    const query = { force: true, ...(reason === undefined ? {} : { reason }) }

    expect(await refusalOf(site.client.deleteCatalog({ params: { catalog: 'site' }, query }))).toMatchObject({
      code: 'REASON_REQUIRED',
    })
  })

  it('is forced with a reason, which the log keeps', async () => {
    await usedCatalog()
    const query = { force: true, reason: 'wrong account' }
    await site.client.deleteCatalog({ params: { catalog: 'site' }, query })

    expect(await last()).toMatchObject({ action: 'catalog.delete', reason: 'wrong account' })
    expect((await site.client.showConsumer({ params: { consumer: 'hub' } })).consumer.image.catalog).toBe(
      'site',
    )
  })

  it('keeps shipped catalogs, and finds none of an unknown name', async () => {
    const remove = (catalog: string) =>
      refusalOf(site.client.deleteCatalog({ params: { catalog }, query: { force: true, reason: 'no' } }))

    expect(await remove('cyclecloud-default')).toMatchObject({ code: 'CATALOG_READ_ONLY' })
    for (const name of ['none', '__proto__', 'constructor', 'cdp-default ', 'CDP-DEFAULT']) {
      expect(await remove(name)).toMatchObject({ code: 'CATALOG_NOT_FOUND' })
    }
  })
})

describe('the restoring of a catalog', () => {
  const params = { catalog: 'site' }
  const forced = { force: true, reason: 'by mistake' }

  it('brings back images, roles, the description and the place in the search order', async () => {
    const id = await usedCatalog()
    await create('later')
    await site.client.orderCatalogs({ body: { order: ['later', 'cdp-default', 'site'] } })
    await site.client.grantRole({ body: { catalog: 'site', user: 'bob', role: 'SharedResourceUser' } })
    const before = (await site.client.showCatalog({ params })).catalog
    const order = await names()
    await site.client.deleteCatalog({ params, query: forced })
    expect(await refusalOf(site.client.showImage({ params: { image: id } }))).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
    })

    const { catalog } = await site.client.restoreCatalog({ params, query: { reason: 'needed' } })

    expect({ ...catalog, revision: 0 }).toEqual({ ...before, revision: 0 })
    expect(await names()).toEqual(order)
    expect((await site.client.showImage({ params: { image: id } })).image).toMatchObject({
      catalog: 'site',
      artifacts: [{ reference: westImage.reference }],
    })
    expect((await site.client.listRoles({ query: { catalog: 'site' } })).grants).toMatchObject([
      { user: 'bob' },
    ])
    expect((await site.as('bob').showCatalog({ params })).catalog.images).toBe(1)
    expect(await last()).toMatchObject({ action: 'catalog.restore', reason: 'needed' })
  })

  it('brings a mirrored catalog back with its layout, and what derives from it reads again', async () => {
    const id = await usedCatalog()
    const mirrored = { catalog: 'cdp-default' }
    const before = await site.client.exportCatalog({ params: mirrored })
    await site.client.deleteCatalog({ params: mirrored, query: forced })
    const orphan = await site.client.effectiveImage({ params: { image: id } })
    expect(orphan.source).toMatchObject({ state: 'missing' })
    expect(orphan.image.artifacts).toMatchObject([{ reference: westImage.reference }])

    await site.client.restoreCatalog({ params: mirrored })

    expect(await site.client.exportCatalog({ params: mirrored })).toEqual(before)
    // Its next sync begins where the last ended.
    const synced = await site.client.syncCatalog({ params: mirrored, body: { content: runtimeCatalog } })
    expect(synced).toMatchObject({ outcome: 'unchanged', images: [] })
    expect((await site.client.effectiveImage({ params: { image: id } })).source).toMatchObject({
      state: 'listed',
    })
  })

  it('shows on a dry run the catalog as it would be', async () => {
    await create('other')
    await usedCatalog()
    const before = (await site.client.showCatalog({ params })).catalog
    await site.client.deleteCatalog({ params, query: forced })
    const revision = site.revision()

    const planned = await site.client.restoreCatalog({ params, query: { dryRun: true } })

    expect(planned.catalog).toEqual({ ...before, revision: revision + 1 })
    expect(site.revision()).toBe(revision)
    expect(await names()).not.toContain('site')
  })

  it('finds nothing where nothing was deleted, or was restored, or belongs to another', async () => {
    const restore = (client = site.client) => refusalOf(client.restoreCatalog({ params }))
    expect(await restore()).toMatchObject({ code: 'NO_DELETED_CATALOG' })
    await create('site')
    expect(await restore()).toMatchObject({ code: 'NO_DELETED_CATALOG' })
    await site.client.deleteCatalog({ params })
    expect(await restore(site.as('stranger'))).toMatchObject({ code: 'NO_DELETED_CATALOG' })
    await site.client.restoreCatalog({ params })
    expect(await restore()).toMatchObject({ code: 'NO_DELETED_CATALOG' })
  })

  it('refuses while another catalog has the name, and brings back the last of several', async () => {
    await create('site', 'first')
    await site.client.deleteCatalog({ params })
    await create('site', 'second')
    expect((await refusalOf(site.client.restoreCatalog({ params }))).code).toMatch(
      /^(?:CATALOG_EXISTS|NO_DELETED_CATALOG)$/,
    )
    await site.client.deleteCatalog({ params })

    expect((await site.client.restoreCatalog({ params })).catalog.description).toBe('second')
  })

  it('lets the owner restore their own', async () => {
    const alice = site.as('alice')
    await alice.createCatalog({ body: { name: 'site' } })
    await alice.deleteCatalog({ params })

    expect((await alice.restoreCatalog({ params })).catalog.owner).toBe('alice')
  })
})
