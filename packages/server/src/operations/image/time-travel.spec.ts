import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeCatalog, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'
import { withoutImage } from '../../testing/without-image.ts'

const { aws17 } = runtimeImages
const first = { region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }
const second = { region: 'us-west-1', reference: 'ami-0bbbbbbbbbbbbbbb2' }
const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map((day) => `${day}T12:00:00.000Z`)
const [derived = '', changed = '', withdrawn = '', deleted = ''] = days

let site: CatalogSite
let id: string

/** One thing a day: an image is derived, it gets another reference, its source goes, its catalog is deleted. */
beforeAll(async () => {
  site = await openCatalogSite()
  const on = async (day: string, act: () => Promise<unknown>) => {
    site.now = new Date(day)
    return act()
  }
  await on(derived, async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    id = (await site.derive('site', aws17, { vmImages: [first] })).image.id
    const place = { provider: 'aws', region: 'us-west-1', catalog: 'site', image: id }
    await site.client.createConsumer({ body: { type: 'datahub', name: 'hub', ...place } })
  })
  await on(changed, () => site.derive('site', aws17, { vmImages: [second] }))
  await on(withdrawn, () => site.mirror('cdp-default', withoutImage(runtimeCatalog, aws17)))
  await on(deleted, () =>
    site.client.deleteCatalog({ params: { catalog: 'site' }, query: { force: true, reason: 'move' } }),
  )
})

afterAll(() => site.close())

describe('a moment of the past', () => {
  it.each([
    [derived, [first]],
    ['2026-03-03T11:59:59Z', [first]],
    [changed, [second]],
    [withdrawn, [second]],
  ])('gives at %s the references of then', async (at, artifacts) => {
    const shown = await site.client.showImage({ params: { image: id }, query: { at } })
    const found = await site.client.resolve({
      query: { at },
      body: { id: shown.image.id, provider: 'aws', region: 'us-west-1' },
    })

    expect(shown.image.artifacts).toMatchObject(artifacts)
    expect(found.artifact?.reference).toBe(artifacts[0]?.reference)
  })

  it.each([
    [changed, 'listed'],
    [withdrawn, 'withdrawn'],
  ])('tells at %s that the source is %s', async (at, state) => {
    const { source } = await site.client.effectiveImage({ params: { image: id }, query: { at } })

    expect(source?.state).toBe(state)
  })

  it('has the catalog before its deletion, and not after', async () => {
    const names = async (at?: string) =>
      (await site.client.listCatalogs({ query: { at } })).catalogs.map(({ name }) => name)

    expect(await names(withdrawn)).toContain('site')
    expect(await names(deleted)).not.toContain('site')
    expect(await names()).not.toContain('site')
    expect(
      (await site.client.showCatalog({ params: { catalog: 'site' }, query: { at: withdrawn } })).catalog
        .images,
    ).toBe(1)
    expect(await refusalOf(site.client.showImage({ params: { image: id } }))).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
    })
  })

  it('exports the catalog as it was', async () => {
    const text = async (at: string) =>
      JSON.stringify(await site.client.exportCatalog({ params: { catalog: 'site' }, query: { at } }))

    expect(await text(derived)).toContain(first.reference)
    expect(await text(changed)).toContain(second.reference)
    expect(await text(changed)).not.toContain(first.reference)
  })

  it('says who used what', async () => {
    const usage = async (at: string) =>
      (await site.client.usage({ query: { at }, body: { of: aws17 } })).derived

    expect((await usage(withdrawn)).map(({ image }) => image.id)).toEqual([id])
    expect(await usage(deleted)).toEqual([])
  })

  it('lists the upgrades of then', async () => {
    const list = (at: string) => site.client.listUpgrades({ params: { consumer: 'hub' }, query: { at } })

    expect((await list(changed)).candidates.map((facts) => facts.id)).toEqual([id])
    expect(await refusalOf(list(deleted))).toMatchObject({ code: 'CATALOG_NOT_FOUND' })
  })

  it('keeps a history of what is deleted, up to the moment', async () => {
    const { entries } = await site.client.imageHistory({ params: { image: id }, query: { at: withdrawn } })

    expect(entries.map(({ action, at }) => [action, at])).toEqual([
      ['image.derive', changed],
      ['image.derive', derived],
    ])
  })
})
