import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeCatalog, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'
import { withoutImage } from '../../testing/without-image.ts'

const { aws17, aws17Later, aws18 } = runtimeImages
const sharedId = '11111111-2222-4333-8444-555555555555'
const west = (digit: string) => ({ region: 'us-west-1', reference: `ami-0${digit.repeat(16)}` })
const place = { provider: 'aws', region: 'us-west-1' }

let site: CatalogSite

/** Two mirrors list the same images; two custom catalogs have an image of one id, `lab` before `site`. */
beforeAll(async () => {
  site = await openCatalogSite()
  await site.mirror('second', runtimeCatalog)
  for (const [name, digit] of [
    ['site', 'a'],
    ['lab', 'b'],
  ] as const) {
    await site.client.createCatalog({ body: { name } })
    await site.derive(name, aws17, { id: sharedId, vmImages: [west(digit)] })
  }
})

afterAll(() => site.close())

describe('an image whose id stands in several catalogs', () => {
  it('is that of the first catalog in the search order, and of another where one is named', async () => {
    const show = async (id: string, catalog?: string) =>
      (await site.client.showImage({ params: { image: id }, query: { catalog } })).image

    expect(await show(sharedId)).toMatchObject({ catalog: 'lab', artifacts: [west('b')] })
    expect(await show(sharedId, 'site')).toMatchObject({ catalog: 'site', artifacts: [west('a')] })
    expect(await show(aws17.toUpperCase())).toMatchObject({ catalog: 'cdp-default' })
    expect(await show(aws17, 'second')).toMatchObject({ catalog: 'second' })
    expect(await refusalOf(show(sharedId, 'second'))).toMatchObject({ code: 'IMAGE_NOT_FOUND' })
  })

  it('follows the search order when that is changed', async () => {
    const order = async (first: string) => {
      await site.client.orderCatalogs({ body: { order: [first] } })
      const { image } = await site.client.showImage({ params: { image: sharedId } })
      const found = await site.client.resolve({ body: { id: sharedId, ...place } })
      return [image.catalog, found.image?.catalog, found.artifact?.reference]
    }

    expect(await order('site')).toEqual(['site', 'site', west('a').reference])
    expect(await order('lab')).toEqual(['lab', 'lab', west('b').reference])
  })

  it('has a history of its own', async () => {
    const params = { image: sharedId }
    const stage = {
      params,
      query: { catalog: 'site', reason: 'old' },
      body: { state: 'deprecated' as const },
    }
    const { image } = await site.client.stageImage(stage)
    const history = async (catalog: string) =>
      (await site.client.imageHistory({ params, query: { catalog } })).entries.map(({ action }) => action)

    expect(image).toMatchObject({ catalog: 'site', state: 'deprecated' })
    expect((await site.client.showImage({ params, query: { catalog: 'lab' } })).image.state).toBe('active')
    expect(await history('site')).toEqual(['image.stage', 'image.derive'])
    expect(await history('lab')).toEqual(['image.derive'])
    expect((await site.client.stageImage(stage)).revision).toBe(site.revision())
  })

  it('is listed once for each, a page at a time', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await site.client.listImages({ query: { provider: 'aws', limit: 1, after } })
      seen.push(...page.images.map(({ catalog, id }) => `${catalog}/${id}`))
      after = page.next
    } while (after !== undefined && seen.length < 100)
    const { images } = await site.client.listImages({ query: { provider: 'aws' } })

    expect(seen).toEqual(images.map(({ catalog, id }) => `${catalog}/${id}`))
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((key) => key.endsWith(aws17))).toHaveLength(2)
  })

  it.each(['', 'none', `second/${sharedId}`, '__proto__'])('refuses a page after %j', async (after) => {
    expect(await refusalOf(site.client.listImages({ query: { after } }))).toMatchObject({
      code: 'INVALID_REQUEST',
    })
  })

  it('is compared with its namesake', async () => {
    const { differences } = await site.client.diffImages({
      query: { a: sharedId, b: sharedId, catalogA: 'site', catalogB: 'lab' },
    })
    const none = await site.client.diffImages({ query: { a: aws17, b: aws17, catalogB: 'second' } })

    expect(JSON.stringify(differences)).toContain(west('a').reference)
    expect(JSON.stringify(differences)).toContain(west('b').reference)
    expect(none.differences).toEqual([])
  })

  it('is deleted from the catalog that is named', async () => {
    await site.client.createCatalog({ body: { name: 'shelf' } })
    await site.derive('shelf', aws18, { id: sharedId })
    await site.client.deleteImage({ params: { image: sharedId }, query: { catalog: 'shelf' } })

    const { images } = await site.client.listImages({ query: { limit: 1000 } })
    expect(images.filter(({ id }) => id === sharedId).map(({ catalog }) => catalog)).toEqual(
      expect.arrayContaining(['lab', 'site']),
    )
    expect(images.some(({ catalog }) => catalog === 'shelf')).toBe(false)
  })
})

describe('mirrored and derived images', () => {
  it.each([
    ['the newest of a name', { name: 'runtime-redhat8-aws' }, 'lab', '7.2.17.0.'],
    ['a range of versions', { name: 'runtime-redhat8-aws', version: '7.2.17.x' }, 'lab', '7.2.17.'],
    [
      'what only a mirror has',
      { name: 'runtime-redhat8-aws', version: '7.2.18.x' },
      'cdp-default',
      '7.2.18.',
    ],
  ])('resolve by %s', async (_, wanted, catalog, version) => {
    const found = await site.client.resolve({ body: { ...wanted, ...place } })

    expect(found).toMatchObject({ status: 'resolved', image: { catalog } })
    expect(found.image?.version).toContain(version)
  })

  it('are named by the references of their own', async () => {
    const found = await site.client.resolve({ body: { id: west('b').reference, ...place } })

    expect(found).toMatchObject({ status: 'direct', image: { catalog: 'lab', id: sharedId } })
  })

  it('answer filters by traits, inherited ones too', async () => {
    const list = async (query: object) =>
      (await site.client.listImages({ query })).images.map(({ catalog, id }) => `${catalog}/${id}`)

    expect(await list({ catalog: 'site', where: ['runtime=7.2.17', 'os=redhat8'] })).toEqual([
      `site/${sharedId}`,
    ])
    expect(await list({ catalog: 'site', where: ['runtime=7.2.18'] })).toEqual([])
    expect(
      await list({ catalog: 'cdp-default', where: ['runtime=7.2.17'], provider: 'aws', newest: true }),
    ).toEqual([`cdp-default/${aws17Later}`])
    expect(await list({ where: ['__proto__=x'] })).toEqual([])
  })
})

describe('the lineage of images', () => {
  it('is the source with all that derives from it, asked from either end', async () => {
    const lineage = async (image: string, catalog: string) =>
      (await site.client.imageLineage({ params: { image }, query: { catalog } })).entries.map((entry) => [
        entry.catalog,
        entry.id,
        entry.parent,
      ])
    const root = ['cdp-default', aws17, undefined]

    const fromSource = await lineage(aws17, 'cdp-default')
    expect(fromSource[0]).toEqual(root)
    expect(fromSource.slice(1)).toEqual(
      expect.arrayContaining([
        ['lab', sharedId, 0],
        ['site', sharedId, 0],
      ]),
    )
    const fromDerived = await lineage(sharedId, 'site')
    expect(fromDerived[0]).toEqual(root)
    expect(new Set(fromDerived.map(String))).toEqual(new Set(fromSource.map(String)))
    expect(await lineage(aws18, 'cdp-default')).toEqual([['cdp-default', aws18, undefined]])
  })

  it('tells what has a newer sibling', async () => {
    const { images } = await site.client.newerSources({ params: { catalog: 'site' } })

    expect(images).toMatchObject([
      { image: { id: sharedId }, source: { id: aws17 }, newer: [{ id: aws17Later, catalog: 'cdp-default' }] },
    ])
    expect((await site.client.newerSources({ params: { catalog: 'local' } })).images).toEqual([])
  })
})

describe('each field of an image', () => {
  it('names where it comes from', async () => {
    await site.client.createCatalog({ body: { name: 'parcels' } })
    const { image } = await site.derive('parcels', aws17, {
      vmImages: [west('c')],
      baseParcelUrl: 'https://mirror.example.com/cdp',
    })
    const told = await site.client.effectiveImage({ params: { image: image.id } })
    const origin = (field: string) => told.fields.find((one) => one.field === field)?.origin

    expect(told.source).toMatchObject({ state: 'listed', image: { id: aws17, catalog: 'cdp-default' } })
    expect(told.regions).toMatchObject({ source: 3, here: 1 })
    expect(origin('/images/aws/us-west-1')).toBe('own')
    expect(origin('/version')).toBe('source')
    expect(origin('/repo/redhat8')).toBe('rewritten')
    expect(told.facts).toMatchObject({ runtime: '7.2.17', source: { id: aws17 } })
  })

  it('is its own where the image derives from none', async () => {
    const told = await site.client.effectiveImage({ params: { image: aws17 } })

    expect(told).not.toHaveProperty('source')
    expect(told).not.toHaveProperty('regions')
    expect(new Set(told.fields.map(({ origin }) => origin))).toEqual(new Set(['own']))
  })

  it('stays readable when the source is withdrawn, and says so', async () => {
    await site.mirror('second', withoutImage(runtimeCatalog, aws18))
    const { image } = await site.client.showImage({ params: { image: aws18 }, query: { catalog: 'second' } })

    expect(image.withdrawn).toBeDefined()
    expect(image.state).toBe('disabled')
  })
})
