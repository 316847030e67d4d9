import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

const { aws17, aws17Later, aws18 } = runtimeImages
const vmImages = [{ region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }]
const aws = { provider: 'aws', region: 'us-west-1' }

let site: CatalogSite
let id: string

/** A derived image that a Data Lake is on. */
beforeEach(async () => {
  site = await openCatalogSite()
  await site.client.createCatalog({ body: { name: 'site' } })
  id = (await site.derive('site', aws17, { vmImages })).image.id
  await site.client.createConsumer({
    body: { type: 'datalake', name: 'lake', ...aws, catalog: 'site', image: id },
  })
})

afterEach(() => site.close())

function remove(image: string, query = {}) {
  return site.client.deleteImage({ params: { image }, query })
}

describe('the deletion of an image', () => {
  it('takes away one that nobody uses, and history keeps it', async () => {
    const { image } = await site.derive('site', aws18, { vmImages })
    const before = site.revision()
    const planned = await remove(image.id, { dryRun: true })
    const told = await remove(image.id.toUpperCase(), { reason: 'old' })

    expect(planned).toMatchObject({ dryRun: true, image: { id: image.id, catalog: 'site' } })
    expect(told).toMatchObject({ dryRun: false, revision: before + 1 })
    expect(await refusalOf(remove(image.id))).toMatchObject({ code: 'IMAGE_NOT_FOUND' })
    const then = { at: String(before) }
    expect((await site.client.showImage({ params: { image: image.id }, query: then })).image.id).toBe(
      image.id,
    )
  })

  it('refuses one in use with who uses it, unless it is forced with a reason', async () => {
    const refusal = await refusalOf(remove(id))

    expect(refusal.code).toBe('IMAGE_IN_USE')
    expect(refusal.faults).toMatchObject([
      { code: 'USED_BY_CONSUMER', message: expect.stringContaining('"lake"') },
    ])
    expect(await refusalOf(remove(id, { force: true }))).toMatchObject({ code: 'REASON_REQUIRED' })
    expect((await remove(id, { force: true, reason: 'leaked' })).image.id).toBe(id)
  })

  it('leaves who was on it readable, and a way to switch; derived again under its id, it is there as before', async () => {
    await remove(id, { force: true, reason: 'leaked' })
    const params = { consumer: 'lake' }
    await site.derive('site', aws17Later, { vmImages })

    const { consumer } = await site.client.showConsumer({ params })
    const listing = await site.client.listUpgrades({ params })
    const { steps } = await site.client.switchCatalog({
      body: { consumers: ['lake'], catalog: 'cdp-default' },
    })

    expect(consumer.image).toMatchObject({ catalog: 'site', id })
    expect(listing).not.toHaveProperty('current')

    expect(listing.candidates).toEqual([])
    expect(listing.reason).toContain(`The image ${id} of catalog "site", which "lake" is on, is gone`)
    expect(steps[0]).toMatchObject({ to: { id: aws17 }, match: 'derived-to-source' })
    expect((await site.client.usage({ body: { of: 'site' } })).consumers).toHaveLength(1)
    await site.derive('site', aws17, { id, vmImages })
    expect((await site.client.listUpgrades({ params })).current?.id).toBe(id)
  })

  it('derives anew after it, as another image', async () => {
    await remove(id, { force: true, reason: 'leaked' })
    const again = await site.derive('site', aws17, { vmImages })
    const same = await site.derive('site', aws17, { vmImages })

    expect(again).toMatchObject({ change: 'created', image: { version: expect.any(String) } })
    expect(again.image.id).not.toBe(id)
    expect(same).toMatchObject({ change: 'unchanged', image: { id: again.image.id } })
  })

  it.each([
    ['an image of a default catalog', aws18, {}, 'CATALOG_READ_ONLY'],
    ['a shipped image', 'almalinux8', {}, 'CATALOG_READ_ONLY'],
    ['an unknown image', 'none', {}, 'IMAGE_NOT_FOUND'],
    ['a prototype key', '__proto__', {}, 'IMAGE_NOT_FOUND'],
    ['an image of another catalog', aws18, { catalog: 'site' }, 'IMAGE_NOT_FOUND'],
  ])('refuses %s', async (_, image, query, code) => {
    expect(await refusalOf(remove(image, { ...query, force: true, reason: 'x' }))).toMatchObject({ code })
  })

  it('refuses a name that means several', async () => {
    await site.derive('site', aws17Later, { vmImages })
    const refusal = await refusalOf(remove('runtime-redhat8-aws', { catalog: 'site' }))

    expect(refusal.code).toBe('AMBIGUOUS_IMAGE')
    expect(refusal.message).toContain('in site')
  })
})
