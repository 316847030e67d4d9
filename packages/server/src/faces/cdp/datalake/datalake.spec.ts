import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'
import { runtimeImages } from '../testing/sample-catalogs.ts'
import {
  createCatalogWith,
  createEnvironments,
  createLake,
  lakeOf,
  newLake,
} from '../testing/sample-clusters.ts'
import { awsStorage, azureStorage, gcpStorage } from '../testing/sample-requests.ts'

let server: CdpServer

beforeAll(async () => {
  server = await startCdp()
  await createEnvironments(server)
})

afterAll(() => server.close())

function post(name: string, body: unknown): Promise<WireReply> {
  return server.post(`datalake/${name}`, body)
}

describe('creation of a Data Lake', () => {
  it.each([
    [
      'createAWSDatalake',
      'aws',
      awsStorage,
      runtimeImages.aws17Later,
      { awsConfiguration: { instanceProfile: 'profile' } },
    ],
    ['createAWSGovCloudDatalake', 'gov', awsStorage, runtimeImages.gov17, {}],
    [
      'createAzureDatalake',
      'azure',
      azureStorage,
      runtimeImages.azure17,
      { azureConfiguration: { managedIdentity: 'identity' } },
    ],
    ['createGCPDatalake', 'gcp', gcpStorage, runtimeImages.gcp17, {}],
  ])(
    '%s takes the newest image of the runtime',
    async (name, environmentName, storage, imageId, described) => {
      const lake = newLake({ environmentName, cloudProviderConfiguration: storage, runtime: '7.2.17' })
      const { status, body } = await post(name, lake)

      expect(status).toBe(200)
      expect(body['datalake']).toMatchObject({ datalakeName: lake['datalakeName'], status: 'RUNNING' })
      expect(body['operationId']).toMatch(/^[0-9a-f-]{36}$/)
      expect(await lakeOf(server, String(lake['datalakeName']))).toMatchObject({
        imageDetails: { imageId, imageCatalogName: 'cdp-default' },
        ...described,
      })
    },
  )

  it('is described with its image, its versions and its place', async () => {
    const { environment } = (
      await server.post('environments2/describeEnvironment', { environmentName: 'aws' })
    ).body
    const name = await createLake(server, {
      runtime: '7.2.17',
      scale: 'ENTERPRISE',
      tags: [{ key: 'a', value: 'b' }],
    })

    expect(await lakeOf(server, name)).toMatchObject({
      datalakeName: name,
      crn: expect.stringMatching(/^crn:cdp:datalake:us-west-1:ingot:datalake:[0-9a-f-]{36}$/),
      environmentCrn: (environment as { crn: string }).crn,
      creationDate: server.now.toISOString(),
      cloudPlatform: 'AWS',
      region: 'us-west-1',
      shape: 'ENTERPRISE',
      tags: [{ key: 'a', value: 'b' }],
      cloudStorageBaseLocation: 's3a://data',
      clouderaManager: {
        version: '7.11.5',
        clouderaManagerRepositoryURL: 'https://archive.cloudera.com/p/cm-public/7.11.5/redhat8/yum/',
      },
      productVersions: [{ name: 'CDH', version: '7.2.17-1.cdh7.2.17.p100.50000005' }],
      imageDetails: {
        imageName: expect.stringMatching(/^ami-2/),
        imageId: runtimeImages.aws17Later,
        imageCatalogName: 'cdp-default',
        created: Date.UTC(2024, 0, 5),
        componentVersions: {
          cm: '7.11.5',
          cmGBN: '40000005',
          cdp: '7.2.17',
          cdpGBN: '50000005',
          os: 'redhat8',
          osPatchLevel: '2024-01-05',
        },
      },
    })
  })

  it.each([
    [{ image: { id: runtimeImages.aws17 } }, runtimeImages.aws17],
    [{ image: { id: runtimeImages.aws17, catalogName: 'cdp-default' } }, runtimeImages.aws17],
    [{ runtime: '7.2.17', image: { id: runtimeImages.aws17 } }, runtimeImages.aws17],
    [{ runtime: '7.2.18', architecture: 'ARM64' }, runtimeImages.aws18Arm],
    [{ runtime: '7.2.18', image: { os: 'redhat8' } }, runtimeImages.aws18],
  ])('takes the image that %j means', async (request, imageId) => {
    expect(await lakeOf(server, await createLake(server, request))).toMatchObject({
      imageDetails: { imageId },
    })
  })

  it('takes an image of a custom catalog, and its newest where none is named', async () => {
    const { catalogName, imageId } = await createCatalogWith(server, runtimeImages.aws17)
    const named = await lakeOf(server, await createLake(server, { image: { catalogName, id: imageId } }))
    const newest = await lakeOf(server, await createLake(server, { image: { catalogName } }))

    for (const { imageDetails } of [named, newest]) {
      expect(imageDetails).toMatchObject({
        imageId,
        imageCatalogName: catalogName,
        imageName: 'ami-0123456789abcdef0',
      })
    }
  })

  it.each([
    [
      'createAWSDatalake',
      { runtime: '7.2.18', image: { id: runtimeImages.aws17 } },
      400,
      'SDX cluster request must not specify both runtime version and image at the same time because image decides runtime version.',
    ],
    ['createAWSDatalake', { image: { catalogName: 'nothing' } }, 404, "Image catalog 'nothing' not found."],
    ['createAWSDatalake', { image: { id: runtimeImages.base } }, 400, 'is base image!'],
    [
      'createAWSDatalake',
      { image: { id: runtimeImages.aws17, os: 'redhat9' } },
      400,
      'Image with requested id has different os than requested.',
    ],
    [
      'createAWSDatalake',
      { environmentName: 'azure' },
      400,
      "The environment 'azure' is not of the platform aws",
    ],
    ['createAWSDatalake', { environmentName: 'nothing' }, 404, 'nothing'],
    [
      'createAWSDatalake',
      { datalakeName: 'lake' },
      400,
      "The parameter 'datalakeName' must have 5 to 40 characters",
    ],
    ['createAWSDatalake', { scale: 'HUGE' }, 400, "The parameter 'scale' must be one of LIGHT_DUTY"],
    [
      'createAzureDatalake',
      { environmentName: 'azure', cloudProviderConfiguration: {} },
      400,
      "The parameter 'cloudProviderConfiguration.managedIdentity' is required",
    ],
    [
      'createGCPDatalake',
      {
        environmentName: 'gcp',
        cloudProviderConfiguration: gcpStorage,
        architecture: 'ARM64',
        runtime: '7.2.17',
      },
      400,
      'Arm64 is only supported on AWS cloud provider.',
    ],
  ])('%s refuses %j', async (name, request, expected, message) => {
    const { status, body } = await post(name, newLake(request))

    expect(body['message']).toContain(message)
    expect(status).toBe(expected)
  })
})

describe('Data Lakes', () => {
  it('are listed, of one environment, or one by its name', async () => {
    const datalakeName = await createLake(server)
    const { crn } = await lakeOf(server, datalakeName)
    const names = async (request: object) => {
      const { body } = await post('listDatalakes', request)
      return (body['datalakes'] as { datalakeName: string }[]).map((lake) => lake.datalakeName)
    }

    expect(await names({})).toContain(datalakeName)
    expect(await names({ environmentName: 'aws' })).toContain(datalakeName)
    expect(await names({ environmentName: 'gcp' })).not.toContain(datalakeName)
    expect(await names({ datalakeName })).toEqual([datalakeName])
    expect(await names({ datalakeName: crn })).toEqual([datalakeName])
    expect((await post('listDatalakes', { environmentName: 'nothing' })).status).toBe(404)
  })

  it('are deleted', async () => {
    const datalakeName = await createLake(server)
    const { body } = await post('deleteDatalake', { datalakeName, force: true })

    expect(body).toEqual({ operationId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect((await post('describeDatalake', { datalakeName })).status).toBe(404)
  })
})
