import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeCatalog, runtimeImages } from '../testing/sample-catalogs.ts'
import { startCdp, type CdpServer } from '../testing/cdp-server.ts'

let server: CdpServer

beforeAll(async () => {
  server = await startCdp()
})

afterAll(() => server.close())

describe('findDefaultImage', () => {
  it.each([
    [{ provider: 'AWS', imageType: 'RUNTIME', runtimeVersion: '7.2.17' }, runtimeImages.aws17Later],
    [{ provider: 'AWS', imageType: 'RUNTIME', runtimeVersion: '7.2.18' }, runtimeImages.aws18],
    [
      { provider: 'AWS', imageType: 'RUNTIME', runtimeVersion: '7.2.18', architecture: 'ARM64' },
      runtimeImages.aws18Arm,
    ],
    [
      { provider: 'AWS', imageType: 'RUNTIME', runtimeVersion: '7.2.18', architecture: 'X86_64' },
      runtimeImages.aws18,
    ],
    [{ provider: 'AZURE', imageType: 'RUNTIME', runtimeVersion: '7.2.17' }, runtimeImages.azure17],
    [{ provider: 'GCP', imageType: 'RUNTIME', runtimeVersion: '7.2.17' }, runtimeImages.gcp17],
    [{ provider: 'AWS', imageType: 'FREEIPA' }, freeipaImages.awsLater],
    [{ provider: 'AWS', imageType: 'FREEIPA', architecture: 'X86_64' }, freeipaImages.awsLater],
  ])('of %j is %s', async (request, imageId) => {
    const { status, body } = await server.post('imagecatalog/findDefaultImage', request)

    expect(status).toBe(200)
    expect(body['imageId']).toBe(imageId)
    expect(body['vmImages']).not.toEqual([])
  })

  it('has its references, and what tells it apart', async () => {
    const request = { provider: 'GCP', imageType: 'RUNTIME', runtimeVersion: '7.2.17' }
    const { body } = await server.post('imagecatalog/findDefaultImage', request)

    expect(body).toEqual({
      imageId: runtimeImages.gcp17,
      vmImages: [{ region: 'default', imageReference: 'images/cdp.tar.gz' }],
      catalogName: 'cdp-default',
      runtimeVersion: '7.2.17',
      os: 'redhat8',
      architecture: 'X86_64',
      imageDate: Date.UTC(2024, 0, 3),
      osPatchLevel: '2024-01-03',
      description: 'Sample image',
      cmVersion: '7.11.3',
      cdhVersion: '7.2.17',
      hardening: 'cis_server_l1',
      releaseType: 'Base Release',
    })
  })

  it.each([
    [{}, 400, "The parameter 'imageType' is required"],
    [
      { provider: 'aws', imageType: 'RUNTIME' },
      400,
      "The parameter 'provider' must be one of AWS, AZURE, GCP, but is 'aws'",
    ],
    [{ provider: 'AWS', imageType: 'RUNTIME' }, 400, "Runtime is required in case of 'RUNTIME' image type"],
    [
      { provider: 'AWS', imageType: 'FREEIPA', runtimeVersion: '7.2.17' },
      400,
      "Runtime is not supported in case of 'FREEIPA' image type",
    ],
    [
      { provider: 'AWS', imageType: 'RUNTIME', runtimeVersion: '7.2' },
      404,
      "Could not find any image for platform 'AWS",
    ],
    [
      { provider: 'GCP', imageType: 'FREEIPA', architecture: 'ARM64' },
      404,
      "Could not find any image with provider: 'GCP' and architecture: 'ARM64' in catalog: 'freeipa-default'",
    ],
  ])('of %j is refused with %i', async (request, expected, message) => {
    const { status, body } = await server.post('imagecatalog/findDefaultImage', request)

    expect(status).toBe(expected)
    expect(String(body['message']).toLowerCase()).toContain(message.toLowerCase())
  })

  it('says where no default catalog is mirrored', async () => {
    const bare = await startCdp({ bare: true })
    const request = { provider: 'AWS', imageType: 'FREEIPA' }
    const reply = await bare.post('imagecatalog/findDefaultImage', request)
    await bare.close()

    expect(reply).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', message: "Image catalog 'freeipa-default' not found." },
    })
  })
})

describe('describeDefaultImage', () => {
  it.each([
    [runtimeImages.azure17, 'cdp-default', 'West US 2'],
    [runtimeImages.base, 'cdp-default', 'us-west-1'],
    [freeipaImages.aws, 'freeipa-default', 'us-west-1'],
  ])('describes %s of %s', async (imageId, catalogName, region) => {
    const { status, body } = await server.post('imagecatalog/describeDefaultImage', { imageId })

    expect(status).toBe(200)
    expect(body).toMatchObject({ imageId, catalogName })
    expect(body['vmImages']).toContainEqual({ region, imageReference: expect.any(String) })
  })

  it('looks at other default catalogs last', async () => {
    const renamed = runtimeCatalog.replaceAll(runtimeImages.aws17, 'e0000000-0000-4000-8000-000000000001')
    const params = { catalog: 'staging' }
    await server.invoke('addSource', {
      params,
      body: { type: 'runtime', from: 'file:/s.json', content: renamed },
    })
    const catalogOf = async (imageId: string) =>
      (await server.post('imagecatalog/describeDefaultImage', { imageId })).body['catalogName']

    expect(await catalogOf('e0000000-0000-4000-8000-000000000001')).toBe('staging')
    expect(await catalogOf(runtimeImages.aws18)).toBe('cdp-default')
  })

  it.each(['99999999-9999-4999-8999-999999999999', 'runtime-redhat8-aws'])(
    'does not find %s',
    async (imageId) => {
      expect(await server.post('imagecatalog/describeDefaultImage', { imageId })).toMatchObject({
        status: 404,
        body: {
          code: 'NOT_FOUND',
          message: `Could not find any image with id: '${imageId}' in catalog: 'cdp-default'`,
        },
      })
    },
  )
})
