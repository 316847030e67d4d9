import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runtimeImages } from '../testing/sample-catalogs.ts'
import { startCdp, type CdpServer } from '../testing/cdp-server.ts'

let server: CdpServer

beforeEach(async () => {
  server = await startCdp()
})

afterEach(() => server.close())

async function create(catalogName: string, description?: string, key?: string): Promise<void> {
  const { status } = await server.post('imagecatalog/createCustomCatalog', { catalogName, description }, key)
  expect(status).toBe(200)
}

async function deriveInto(catalogName: string): Promise<string> {
  const { aws17 } = runtimeImages
  const vmImages = [{ region: 'us-west-1', imageReference: 'ami-0123456789abcdef0' }]
  const request = { catalogName, sourceImageId: aws17, vmImages }
  const { body } = await server.post('imagecatalog/setRuntimeImage', request)
  return String(body['imageId'])
}

describe('createCustomCatalog', () => {
  it('creates an empty catalog that its creator owns', async () => {
    const key = await server.keyOf('ed', 'editor')
    const reply = await server.post('imagecatalog/createCustomCatalog', { catalogName: 'mine' }, key)
    const { body } = await server.post('imagecatalog/describeCustomCatalog', { catalogName: 'mine' }, key)

    expect(reply).toMatchObject({ status: 200, body: {} })
    expect(body).toEqual({
      catalogName: 'mine',
      images: [],
      catalogCrn: 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:mine',
      creator: 'crn:cdp:iam:us-west-1:ingot:user:ed',
      created: server.now.getTime(),
    })
  })

  it.each([
    [{}, 'The length of the ID must be between 1 and 255'],
    [{ catalogName: '' }, 'The length of the ID must be between 1 and 255'],
    [{ catalogName: 'x'.repeat(256) }, 'The length of the ID must be between 1 and 255'],
    [
      { catalogName: 'Mine' },
      'The name can only contain lowercase alphanumeric characters and hyphens and has start with an alphanumeric character',
    ],
    [
      { catalogName: 'm' },
      'The name can only contain lowercase alphanumeric characters and hyphens and has start with an alphanumeric character',
    ],
    [
      { catalogName: 'mine', description: 'x'.repeat(256) },
      'The length of the description must be less than 255',
    ],
    [
      { catalogName: 'cdp-default' },
      'cdp-default cannot be created because it is an environment default image catalog.',
    ],
    [
      { catalogName: 'cloudbreak-default' },
      'cloudbreak-default cannot be created because it is an environment default image catalog.',
    ],
    [
      { catalogName: 'freeipa-default' },
      'freeipa-default cannot be created because it is an environment default image catalog.',
    ],
    [{ catalogName: 'local' }, "ImageCatalog or CustomImageCatalog is already available with name 'local'."],
    [
      { catalogName: 'Mine', description: 7 },
      "More than one validation errors happened: \nThe name can only contain lowercase alphanumeric characters and hyphens and has start with an alphanumeric character\nThe parameter 'description' must be a string, but is 7",
    ],
  ])('refuses %j', async (request, message) => {
    expect(await server.post('imagecatalog/createCustomCatalog', request)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ARGUMENT', message },
    })
  })
})

describe('listCustomCatalogs', () => {
  it('lists the custom catalogs that the caller may use, by name', async () => {
    const key = await server.keyOf('ed', 'editor')
    await create('zebra', 'Stripes', key)
    await create('aardvark')
    const names = async (as?: string) => {
      const { body } = await server.post('imagecatalog/listCustomCatalogs', {}, as)
      return (body['imageCatalogs'] as { name: string }[]).map(({ name }) => name)
    }
    const { body } = await server.post('imagecatalog/listCustomCatalogs')

    expect(await names()).toEqual(['aardvark', 'local', 'zebra'])
    expect(await names(key)).toEqual(['local', 'zebra'])
    expect(body['imageCatalogs']).toContainEqual({
      name: 'zebra',
      description: 'Stripes',
      imageCount: 0,
      catalogCrn: 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:zebra',
      creator: 'crn:cdp:iam:us-west-1:ingot:user:ed',
      created: server.now.getTime(),
    })
  })
})

describe('a catalog that cannot be named', () => {
  const requests = {
    describeCustomCatalog: {},
    deleteCustomCatalog: {},
    setRuntimeImage: { sourceImageId: runtimeImages.aws17, vmImages: [] },
    setFreeipaImage: { sourceImageId: runtimeImages.aws17, vmImages: [] },
    describeCustomImage: { imageId: 'x' },
    deleteRuntimeImage: { imageId: 'x' },
    deleteFreeipaImage: { imageId: 'x' },
  }

  it.each(Object.entries(requests))('is refused by %s', async (name, request) => {
    const post = (catalogName: string) => server.post(`imagecatalog/${name}`, { ...request, catalogName })

    expect(await post('nothing')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', message: "Image catalog 'nothing' not found." },
    })
    expect(await post('cdp-default')).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ARGUMENT', message: "'cdp-default' is not a custom image catalog." },
    })
    expect(await post('crn:cdp:datalake:us-west-1:ingot:datalake:x')).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('names something else') },
    })
  })

  it.each(Object.entries(requests))('for lack of rights is refused by %s', async (name, request) => {
    await create('hidden')
    const key = await server.keyOf('eve', 'editor')
    const { status, body } = await server.post(
      `imagecatalog/${name}`,
      { ...request, catalogName: 'hidden' },
      key,
    )

    expect(status).toBe(403)
    expect(body).toMatchObject({
      code: 'PERMISSION_DENIED',
      message: expect.stringContaining('"eve" may not'),
    })
  })
})

describe('deleteCustomCatalog', () => {
  it('deletes a catalog with its images, and its name is free again', async () => {
    await create('mine')
    await deriveInto('mine')

    expect(await server.post('imagecatalog/deleteCustomCatalog', { catalogName: 'mine' })).toMatchObject({
      status: 200,
      body: {},
    })
    await create('mine')
  })

  it('takes the resource name of a catalog', async () => {
    await create('mine')
    const catalogName = 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:mine'

    expect((await server.post('imagecatalog/deleteCustomCatalog', { catalogName })).status).toBe(200)
  })

  it('refuses one that is in use, naming who uses it', async () => {
    await create('mine')
    const image = await deriveInto('mine')
    await server.invoke('createConsumer', {
      body: { type: 'datahub', name: 'hub-1', provider: 'aws', region: 'us-west-1', catalog: 'mine', image },
    })
    const { status, body } = await server.post('imagecatalog/deleteCustomCatalog', { catalogName: 'mine' })

    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('datahub "hub-1"') })
  })
})
