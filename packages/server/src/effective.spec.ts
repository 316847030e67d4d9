import type { Image } from '@ingot/contract'
import type { Snapshot } from '@ingot/ledger'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effective, effectiveImages, ownImage, sourceOf } from './effective.ts'
import { runtimeCatalog, runtimeImages } from './faces/cdp/testing/sample-catalogs.ts'
import { imagesOfCatalog } from './image-source.ts'
import { openCatalogSite, type CatalogSite } from './testing/catalog-site.ts'

const { aws17 } = runtimeImages
const reference = 'ami-0aaaaaaaaaaaaaaa1'

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
  await site.client.createCatalog({ body: { name: 'site' } })
  await site.derive('site', aws17, { vmImages: [{ region: 'us-west-1', reference }] })
})

afterEach(() => site.close())

function present(): Snapshot {
  return site.ledger.snapshot()
}

function merged(snapshot = present()) {
  return effectiveImages(snapshot, imagesOfCatalog(snapshot, 'site'))
}

describe('an effective image', () => {
  it('has what its source has, and what is stored stays its own', () => {
    const [image] = merged()
    const own = ownImage(present(), image!).body

    expect(image?.body).toMatchObject({ traits: { runtime: '7.2.17' }, artifacts: [{ reference }] })
    expect(own.traits).toEqual({})
    expect(own).not.toHaveProperty('cloudbreak')
    expect(sourceOf(present(), own)?.body.id).toBe(aws17)
  })

  it('is merged once, as long as neither it nor its source changes', async () => {
    const before = merged()
    await site.client.createCatalog({ body: { name: 'other' } })

    expect(merged()).toBe(before)
    expect(effective(present(), imagesOfCatalog(present(), 'site')[0]!)).toBe(before[0])
  })

  it('is merged anew when its source changes, and the past keeps what it was', async () => {
    const past = present()
    const before = merged()
    await site.mirror('cdp-default', runtimeCatalog.replaceAll('cis_server_l1', 'cis_server_l2'))

    expect(merged()[0]?.body.traits['hardening']).toBe('cis_server_l2')
    expect(merged(past)[0]?.body).toEqual(before[0]?.body)
    expect(merged()[0]?.body.traits['hardening']).toBe('cis_server_l2')
  })

  it('is itself where it derives from nothing', () => {
    const stored = imagesOfCatalog(present(), 'cdp-default')

    expect(effectiveImages(present(), stored)).toBe(stored)
    expect(sourceOf(present(), stored[0]?.body as Image)).toBeUndefined()
  })
})
