import type { ImageView } from '@ingot/contract'
import { parseCloudbreak } from '@ingot/core'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freeipaCatalog, runtimeCatalog, runtimeImages } from './faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from './testing/catalog-site.ts'

const { aws17, aws18Arm } = runtimeImages
const admin = { authorization: 'administrator/admin' }
const reference = 'ami-0aaaaaaaaaaaaaaa1'
const baseParcelUrl = 'https://mirror.example.com/cdp/'

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
})

afterEach(() => site.close())

function get(name: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' | 'POST' = 'GET') {
  return site.app.inject({ method, url: `/catalogs/${name}.json`, headers })
}

async function publish(catalog: string, published = true) {
  await site.client.publishCatalog({ params: { catalog }, body: { published } })
}

/** A catalog with two derived images. */
async function withSite(): Promise<string> {
  await site.client.createCatalog({ body: { name: 'site' } })
  const { image } = await site.derive('site', aws17, {
    vmImages: [{ region: 'us-west-1', reference }],
    baseParcelUrl,
  })
  await site.derive('site', aws18Arm)
  return image.id
}

interface Feed {
  images: { 'cdh-images': Record<string, unknown>[] }
}

describe('the feed of a catalog', () => {
  it.each([
    ['cdp-default', runtimeCatalog],
    ['freeipa-default', freeipaCatalog],
  ])('of %s is the catalog that it mirrors', async (name, text) => {
    const response = await get(name, admin)

    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(response.json()).toEqual(JSON.parse(text))
  })

  it('has derived images merged with their sources, and names both the source and the parcel URL', async () => {
    const id = await withSite()
    const { images } = (await get('site', admin)).json<Feed>()
    const entry = images['cdh-images'].find(({ uuid }) => uuid === id)
    const arm = images['cdh-images'].find(({ uuid }) => uuid !== id)

    expect(entry).toMatchObject({
      uuid: id,
      sourceImageId: aws17,
      baseParcelUrl,
      images: { aws: { 'us-west-1': reference } },
      version: '7.2.17',
    })
    expect(JSON.stringify(entry?.['repo'])).toContain(baseParcelUrl)
    expect(arm).toMatchObject({ architecture: 'arm64', sourceImageId: aws18Arm })
    expect(arm).not.toHaveProperty('baseParcelUrl')
  })

  it('is read back by the importer: the same images, of the same facts', async () => {
    await withSite()
    const text = (await get('site', admin)).body
    const { images, faults } = parseCloudbreak(text, { catalog: 'copy', type: 'runtime' })
    const told = await site.mirror('copy', text)
    const list = async (catalog: string) => (await site.client.listImages({ query: { catalog } })).images
    const facts = ({ id, traits, architecture, artifacts }: ImageView) => {
      // What an image derives from is known here alone.
      const { source: _, 'base-parcel-url': __, ...inherited } = traits
      return { id, traits: inherited, architecture, artifacts }
    }

    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(images).toHaveLength(2)
    expect(told.images.map(({ change }) => change)).toEqual(['added', 'added'])
    expect((await list('copy')).map(facts)).toEqual((await list('site')).map(facts))
    expect((await get('copy', admin)).json()).toEqual(JSON.parse(text))
  })

  it('follows what changes', async () => {
    const id = await withSite()
    const before = await get('site', admin)
    await site.derive('site', aws17, {
      vmImages: [{ region: 'us-west-1', reference: 'ami-0bbbbbbbbbbbbbbb2' }],
    })
    const after = await get('site', admin)

    expect(after.headers.etag).not.toBe(before.headers.etag)
    expect(after.body).toContain('ami-0bbbbbbbbbbbbbbb2')
    expect(after.body).not.toContain(reference)
    await site.client.deleteImage({ params: { image: id } })
    expect((await get('site', admin)).body).not.toContain(id)
  })

  it('follows the source of what derives', async () => {
    await withSite()
    const before = await get('site', admin)
    const text = runtimeCatalog.replaceAll('cis_server_l1', 'cis_server_l2')
    await site.mirror('cdp-default', text)
    const after = await get('site', admin)

    expect(before.body).toContain('cis_server_l1')
    expect(after.body).toContain('cis_server_l2')
    expect(after.headers.etag).not.toBe(before.headers.etag)
  })
})

describe('who reads a feed', () => {
  it('needs no key once it is published, and a key again when it is not', async () => {
    await withSite()
    expect((await get('site')).statusCode).toBe(401)
    await publish('site')
    const open = await get('site')
    expect(open.statusCode).toBe(200)
    expect(open.headers['cache-control']).toBe('public, no-cache')
    await publish('site', false)
    expect((await get('site')).statusCode).toBe(401)
    expect((await get('site', admin)).headers['cache-control']).toBe('private, no-cache')
  })

  it.each(['site', 'none', '__proto__', 'constructor', '..%2f..%2fetc', '%00', 'a'.repeat(2000)])(
    'is told nothing of %.20s without a key, nor without a role',
    async (name) => {
      await withSite()
      const outside = await get(name)
      const stranger = await get(name, { authorization: 'editor/stranger' })

      expect([outside.statusCode, outside.json<{ code: string }>().code]).toEqual([401, 'UNAUTHENTICATED'])
      expect([stranger.statusCode, stranger.json<{ code: string }>().code]).toEqual([
        404,
        'CATALOG_NOT_FOUND',
      ])
    },
  )

  it('may be one with a role on it', async () => {
    await withSite()
    await site.client.grantRole({ body: { catalog: 'site', user: 'bob', role: 'SharedResourceUser' } })

    expect((await get('site', { authorization: 'reader/bob' })).statusCode).toBe(200)
    expect((await get('cdp-default', { authorization: 'reader/stranger' })).statusCode).toBe(200)
  })

  it('finds none of a catalog that was deleted', async () => {
    await withSite()
    await publish('site')
    await site.client.deleteCatalog({ params: { catalog: 'site' }, query: { withImages: true } })

    expect((await get('site')).statusCode).toBe(401)
    expect((await get('site', admin)).statusCode).toBe(404)
  })
})

describe('a feed over the wire', () => {
  it('is compressed for who takes that, and says the same', async () => {
    const plain = await get('cdp-default', admin)
    const zipped = await get('cdp-default', { ...admin, 'accept-encoding': 'br, gzip;q=0.8' })

    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body)
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    expect(plain.headers.vary).toContain('Accept-Encoding')
  })

  it.each(['', 'br', 'gzip;q=0', 'gzip;q=0.0', 'identity', `gzip${' '.repeat(5000)}`])(
    'is plain for %.20j',
    async (encoding) => {
      const { headers } = await get('cdp-default', { ...admin, 'accept-encoding': encoding })
      expect(headers).not.toHaveProperty('content-encoding')
    },
  )

  it('is not sent again to who has it', async () => {
    const { etag = '' } = (await get('cdp-default', admin)).headers
    const strong = etag.replace(/^W\//, '')
    for (const known of [etag, strong, `W/${strong}`, `"other", ${etag}`, '*']) {
      const response = await get('cdp-default', { ...admin, 'if-none-match': known })
      expect([response.statusCode, response.body]).toEqual([304, ''])
      expect(response.headers.etag).toBe(etag)
    }
    for (const other of ['"other"', '', 'x'.repeat(10_000)]) {
      expect((await get('cdp-default', { ...admin, 'if-none-match': other })).statusCode).toBe(200)
    }
  })

  it('answers HEAD as GET but for the body, and nothing else', async () => {
    const head = await get('cdp-default', admin, 'HEAD')

    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers.etag).toBe((await get('cdp-default', admin)).headers.etag)
    expect((await get('cdp-default', admin, 'POST')).statusCode).toBe(404)
  })

  it('of a catalog without images is an empty list, whichever catalog that is', async () => {
    await site.client.createCatalog({ body: { name: 'empty' } })
    const empty = (await get('empty', admin)).json<object>()

    expect(empty).toEqual((await get('local', admin)).json())
    expect(parseCloudbreak(JSON.stringify(empty), { catalog: 'copy', type: 'runtime' }).images).toEqual([])
  })
})
