import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeImages } from '../testing/sample-catalogs.ts'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'

let server: CdpServer
let count = 0

beforeAll(async () => {
  server = await startCdp()
})

afterAll(() => server.close())

/** A new empty catalog. */
async function newCatalog(): Promise<string> {
  count += 1
  const catalogName = `catalog-${count}`
  await server.post('imagecatalog/createCustomCatalog', { catalogName })
  return catalogName
}

const own = [
  { region: 'us-west-1', imageReference: 'ami-0123456789abcdef0' },
  { region: 'us-west-2', imageReference: 'ami-0123456789abcdef1' },
]

function setRuntime(catalogName: string, request: object = {}): Promise<WireReply> {
  const given = { sourceImageId: runtimeImages.aws17, vmImages: own, ...request }
  return server.post('imagecatalog/setRuntimeImage', { catalogName, ...given })
}

async function describeImage(catalogName: string, imageId: unknown): Promise<WireReply['body']> {
  const { status, body } = await server.post('imagecatalog/describeCustomImage', { catalogName, imageId })
  expect(status).toBe(200)
  return body
}

describe('setRuntimeImage', () => {
  it('derives an image, which is then described with dates in epoch milliseconds', async () => {
    const catalogName = await newCatalog()
    const { status, body } = await setRuntime(catalogName, { baseParcelUrl: 'https://mirror.example.com/p/' })

    expect(status).toBe(200)
    expect(body).toMatchObject({ imageId: expect.stringMatching(/^[0-9a-f-]{36}$/), change: 'created' })
    expect(await describeImage(catalogName, body['imageId'])).toMatchObject({
      imageId: body['imageId'],
      imageDate: server.now.getTime(),
      imageType: 'RUNTIME',
      sourceImageId: runtimeImages.aws17,
      sourceImageDate: Date.UTC(2024, 0, 1),
      versions: {
        'cm-version': '7.11.1',
        'cm-gbn': '40000001',
        'cdh-version': '7.2.17',
        'cdh-gbn': '50000001',
      },
      provider: 'AWS',
      baseParcelUrl: 'https://mirror.example.com/p/',
      vmImages: own,
      architecture: 'X86_64',
      os: 'redhat8',
      runtime: '7.2.17',
      sourceState: 'listed',
      missingRegions: ['eu-central-1'],
      catalogCrn: `crn:cdp:datahub:us-west-1:ingot:imageCatalog:${catalogName}`,
    })
  })

  it('changes the image of the same source, and its references are then those of the request', async () => {
    const catalogName = await newCatalog()
    const first = await setRuntime(catalogName)
    const again = await setRuntime(catalogName)
    const vmImages = [{ region: 'us-west-2', imageReference: 'ami-0123456789abcdef2' }]
    const changed = await setRuntime(catalogName, { vmImages })

    expect(again.body).toMatchObject({ imageId: first.body['imageId'], change: 'unchanged' })
    expect(changed.body).toMatchObject({ imageId: first.body['imageId'], change: 'changed' })
    expect((await describeImage(catalogName, first.body['imageId']))['vmImages']).toEqual(vmImages)
  })

  it('takes the id of the image to change, and one for a new image', async () => {
    const catalogName = await newCatalog()
    const imageId = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f'
    const created = await setRuntime(catalogName, { imageId })
    const changed = await setRuntime(catalogName, { imageId, sourceImageId: runtimeImages.aws18 })

    expect(created.body).toMatchObject({ imageId, change: 'created' })
    expect(changed.body).toMatchObject({ imageId, change: 'changed' })
    expect(await describeImage(catalogName, imageId)).toMatchObject({ sourceImageId: runtimeImages.aws18 })
  })

  it('inherits the references of the source where none are given', async () => {
    const catalogName = await newCatalog()
    const { body } = await setRuntime(catalogName, { vmImages: [], imageId: '', baseParcelUrl: '' })

    expect((await describeImage(catalogName, body['imageId']))['vmImages']).toEqual([])
  })

  it('keeps the architecture of the source', async () => {
    const catalogName = await newCatalog()
    const { body } = await setRuntime(catalogName, { sourceImageId: runtimeImages.aws18Arm })

    expect(await describeImage(catalogName, body['imageId'])).toMatchObject({ architecture: 'ARM64' })
  })

  it.each([
    [{ sourceImageId: undefined }, ['The length of the sourceImageId must be between 1 and 255']],
    [
      { sourceImageId: 'A_B' },
      [
        'The sourceImageId can only contain lowercase alphanumeric characters and hyphens and has start with an alphanumeric character',
      ],
    ],
    [{ vmImages: undefined }, ["The parameter 'vmImages' is required"]],
    [{ vmImages: 'ami-0123456789abcdef0' }, ["The parameter 'vmImages' must be an array"]],
    [
      { vmImages: [{ region: '', imageReference: '' }] },
      [
        'The length of the region must be between 1 and 255',
        'The length of the imageReference must be between 1 and 255',
      ],
    ],
    [{ baseParcelUrl: 'x'.repeat(256) }, ['The length of the baseParcelUrl must be between 1 and 255']],
    [{ vmImages: [own[0], own[0]] }, ['The region must be unique']],
    [
      { vmImages: [{ region: 'us-west-1', imageReference: '(ami-0123456789abcdef0)' }] },
      ['ami-0123456789abcdef0'],
    ],
    [
      {
        vmImages: [
          { region: 'West US 2', imageReference: 'ami-0123456789abcdef0' },
          { region: 'us-west-1', imageReference: 'bucket/image.tar.gz' },
        ],
      },
      ['More than one validation errors happened: \n', 'West US 2', 'bucket/image.tar.gz'],
    ],
  ])('refuses %j', async (request, texts) => {
    const { status, body } = await setRuntime(await newCatalog(), request)

    expect(status).toBe(400)
    expect(body['code']).toBe('INVALID_ARGUMENT')
    for (const text of texts) expect(body['message']).toContain(text)
  })

  it.each([
    ['setRuntimeImage', 'RUNTIME', freeipaImages.aws],
    ['setRuntimeImage', 'RUNTIME', '99999999-9999-4999-8999-999999999999'],
    ['setFreeipaImage', 'FREEIPA', runtimeImages.aws17],
  ])('%s finds no %s source %s', async (name, type, sourceImageId) => {
    const request = { catalogName: await newCatalog(), sourceImageId, vmImages: [] }
    const { status, body } = await server.post(`imagecatalog/${name}`, request)
    const message = `Could not find '${type}' image in default image catalog with id '${sourceImageId}'`

    expect(status).toBe(404)
    expect(body).toEqual({ code: 'NOT_FOUND', message: expect.stringContaining(message) })
  })
})

describe('describeCustomCatalog', () => {
  it('lists images of both types, the first derived first, also where a source was withdrawn', async () => {
    const catalogName = await newCatalog()
    const runtime = await setRuntime(catalogName)
    server.now = new Date(server.now.getTime() + 1000)
    const sourceImageId = freeipaImages.azure
    const request = { catalogName, sourceImageId, vmImages: [] }
    const freeipa = await server.post('imagecatalog/setFreeipaImage', request)
    const { body } = await server.post('imagecatalog/describeCustomCatalog', { catalogName })

    expect(body['images']).toEqual([
      expect.objectContaining({ imageId: runtime.body['imageId'], imageType: 'RUNTIME', provider: 'AWS' }),
      expect.objectContaining({
        imageId: freeipa.body['imageId'],
        imageType: 'FREEIPA',
        provider: 'AZURE',
        sourceImageDate: Date.UTC(2024, 0, 2),
        versions: {},
      }),
    ])
  })
})

describe('deletion of images', () => {
  it.each([
    ['deleteRuntimeImage', 'setRuntimeImage', runtimeImages.aws17],
    ['deleteFreeipaImage', 'setFreeipaImage', freeipaImages.aws],
  ])('%s deletes what %s has set, by its id in any case', async (deletion, setting, sourceImageId) => {
    const catalogName = await newCatalog()
    const set = await server.post(`imagecatalog/${setting}`, { catalogName, sourceImageId, vmImages: [] })
    const imageId = String(set.body['imageId'])
    const deleted = await server.post(`imagecatalog/${deletion}`, {
      catalogName,
      imageId: imageId.toUpperCase(),
    })
    const again = await server.post(`imagecatalog/${deletion}`, { catalogName, imageId })

    expect(deleted).toMatchObject({ status: 200, body: { imageId } })
    expect(again).toMatchObject({
      status: 404,
      body: {
        code: 'NOT_FOUND',
        message: `Could not find any image with id: '${imageId}' in catalog: '${catalogName}'`,
      },
    })
  })

  it('refuses an image of the other type, saying which command deletes it', async () => {
    const catalogName = await newCatalog()
    const { body } = await setRuntime(catalogName)
    const imageId = String(body['imageId'])

    expect(await server.post('imagecatalog/deleteFreeipaImage', { catalogName, imageId })).toMatchObject({
      status: 400,
      body: {
        code: 'INVALID_ARGUMENT',
        message: `The image '${imageId}' in catalog '${catalogName}' is a RUNTIME image; delete it with delete-runtime-image.`,
      },
    })
  })

  it('refuses an image that is in use', async () => {
    const catalog = await newCatalog()
    const image = String((await setRuntime(catalog)).body['imageId'])
    const body = {
      type: 'datahub',
      name: 'hub-2',
      provider: 'aws',
      region: 'us-west-1',
      catalog,
      image,
    } as const
    await server.invoke('createConsumer', { body })
    const request = { catalogName: catalog, imageId: image }

    expect(await server.post('imagecatalog/deleteRuntimeImage', request)).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT', message: expect.stringContaining('datahub "hub-2"') },
    })
  })
})
