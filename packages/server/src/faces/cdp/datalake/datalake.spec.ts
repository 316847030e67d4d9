import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeImages } from '../testing/sample-catalogs.ts'
import {
  awsEnvironment,
  awsStorage,
  azureEnvironment,
  azureStorage,
  gcpEnvironment,
  gcpStorage,
} from '../testing/sample-requests.ts'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'

let server: CdpServer
let count = 0

const environments = {
  aws: ['createAWSEnvironment', awsEnvironment],
  gov: ['createAWSGovCloudEnvironment', { ...awsEnvironment, region: 'us-gov-west-1' }],
  azure: ['createAzureEnvironment', azureEnvironment],
  gcp: ['createGCPEnvironment', gcpEnvironment],
} as const

beforeAll(async () => {
  server = await startCdp()
  for (const [environmentName, [name, request]] of Object.entries(environments)) {
    await server.post(`environments2/${name}`, { environmentName, ...request })
  }
})

afterAll(() => server.close())

function post(name: string, body: unknown): Promise<WireReply> {
  return server.post(`datalake/${name}`, body)
}

function newLake(request: object = {}): Record<string, unknown> {
  count += 1
  const datalakeName = `lake-${count}`
  return { datalakeName, environmentName: 'aws', cloudProviderConfiguration: awsStorage, ...request }
}

async function create(request: object = { runtime: '7.2.17' }): Promise<string> {
  const lake = newLake(request)
  const { status } = await post('createAWSDatalake', lake)
  expect(status).toBe(200)
  return String(lake['datalakeName'])
}

async function lakeOf(datalakeName: string): Promise<Record<string, unknown>> {
  const { status, body } = await post('describeDatalake', { datalakeName })
  expect(status).toBe(200)
  return body['datalake'] as Record<string, unknown>
}

async function customCatalog(sourceImageId: string): Promise<{ catalogName: string; imageId: unknown }> {
  count += 1
  const catalogName = `catalog-${count}`
  await server.post('imagecatalog/createCustomCatalog', { catalogName })
  const vmImages = [{ region: 'us-west-1', imageReference: 'ami-0123456789abcdef0' }]
  const { body } = await server.post('imagecatalog/setRuntimeImage', { catalogName, sourceImageId, vmImages })
  return { catalogName, imageId: body['imageId'] }
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
      expect(await lakeOf(String(lake['datalakeName']))).toMatchObject({
        imageDetails: { imageId, imageCatalogName: 'cdp-default' },
        ...described,
      })
    },
  )

  it('is described with its image, its versions and its place', async () => {
    const { environment } = (
      await server.post('environments2/describeEnvironment', { environmentName: 'aws' })
    ).body
    const name = await create({ runtime: '7.2.17', scale: 'ENTERPRISE', tags: [{ key: 'a', value: 'b' }] })

    expect(await lakeOf(name)).toMatchObject({
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
    expect(await lakeOf(await create(request))).toMatchObject({ imageDetails: { imageId } })
  })

  it('takes an image of a custom catalog, and its newest where none is named', async () => {
    const { catalogName, imageId } = await customCatalog(runtimeImages.aws17)
    const named = await lakeOf(await create({ image: { catalogName, id: imageId } }))
    const newest = await lakeOf(await create({ image: { catalogName } }))

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
    const datalakeName = await create()
    const { crn } = await lakeOf(datalakeName)
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
    const datalakeName = await create()
    const { body } = await post('deleteDatalake', { datalakeName, force: true })

    expect(body).toEqual({ operationId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect((await post('describeDatalake', { datalakeName })).status).toBe(404)
  })
})

describe('setCatalog of a Data Lake', () => {
  it('switches to a custom catalog and back; its image stays what the machines run', async () => {
    const datalake = await create({ image: { id: runtimeImages.aws17 } })
    const before = await lakeOf(datalake)
    const { catalogName, imageId } = await customCatalog(runtimeImages.aws17)

    expect(await post('setCatalog', { datalake, catalogName })).toMatchObject({ status: 200, body: {} })
    const there = await lakeOf(datalake)
    const { imageName } = before['imageDetails'] as { imageName: string }
    expect(there['imageDetails']).toMatchObject({ imageId, imageCatalogName: catalogName, imageName })

    const crn = 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:cdp-default'
    expect((await post('setCatalog', { datalake: there['crn'], catalogName: crn })).status).toBe(200)
    expect((await lakeOf(datalake))['imageDetails']).toEqual(before['imageDetails'])
  })

  it('changes nothing where it is on the catalog already', async () => {
    const datalake = await create()
    const revision = server.ledger.snapshot().revision

    expect((await post('setCatalog', { datalake, catalogName: 'cdp-default' })).status).toBe(200)
    expect(server.ledger.snapshot().revision).toBeLessThanOrEqual(revision + 1)
  })

  it('plans again where the ledger moves on in between', async () => {
    const datalake = await create({ image: { id: runtimeImages.aws17 } })
    const { catalogName } = await customCatalog(runtimeImages.aws17)
    const switches = [1, 2, 3].map(() => post('setCatalog', { datalake, catalogName }))
    const others = [1, 2, 3, 4].map((number) =>
      server.post('imagecatalog/createCustomCatalog', { catalogName: `meanwhile-${number}` }),
    )
    const statuses = (await Promise.all([...switches, ...others])).map(({ status }) => status)

    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it.each([
    [{ catalogName: 'nothing' }, 404, "Image catalog 'nothing' not found."],
    [{ catalogName: 'local' }, 404, 'Could not find any custom image with source image id'],
    [{ catalogName: '{"images":{}}' }, 400, '--no-parameter-expansion'],
    [{}, 400, "The parameter 'catalogName' is required"],
  ])('refuses %j', async (request, expected, message) => {
    const { status, body } = await post('setCatalog', { datalake: await create(), ...request })

    expect(body['message']).toContain(message)
    expect(status).toBe(expected)
  })

  it('is a conflict while an operation runs', async () => {
    const datalake = await create()
    await server.invoke('markConsumer', { params: { consumer: datalake }, body: { running: 'RESIZE' } })
    const { status, body } = await post('setCatalog', { datalake, catalogName: 'cdp-default' })

    expect(status).toBe(409)
    expect(body).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(
        `Operation is running for cluster '${datalake}'. Please try again later.`,
      ),
    })
  })
})

describe('upgrades of a Data Lake', () => {
  const ids = (body: Record<string, unknown>) =>
    (body['upgradeCandidates'] as { imageId: string }[]).map(({ imageId }) => imageId)

  it('are listed: all, the newest of each runtime, or the best', async () => {
    const datalakeName = await create({ image: { id: runtimeImages.aws17 } })
    const list = async (flags: object) => (await post('upgradeDatalake', { datalakeName, ...flags })).body
    const all = await list({ showAvailableImages: true })

    expect(all['current']).toMatchObject({ imageId: runtimeImages.aws17, created: Date.UTC(2024, 0, 1) })
    expect(ids(all)).toEqual([runtimeImages.aws18, runtimeImages.aws17Later])
    expect(all['upgradeCandidates']).toContainEqual({
      imageName: expect.stringMatching(/^ami-3/),
      imageId: runtimeImages.aws18,
      imageCatalogName: 'cdp-default',
      created: Date.UTC(2024, 0, 10),
      componentVersions: expect.objectContaining({ cdp: '7.2.18', osPatchLevel: '2024-01-10' }),
      architecture: 'x86_64',
    })
    expect(ids(await list({ showLatestAvailableImagePerRuntime: true }))).toHaveLength(2)
    expect(ids(await list({ dryRun: true }))).toEqual([runtimeImages.aws18])
    expect(ids(await list({ dryRun: true, runtime: '7.2.17' }))).toEqual([runtimeImages.aws17Later])
    expect(ids(await list({ showAvailableImages: true, imageId: runtimeImages.aws18 }))).toEqual([
      runtimeImages.aws18,
    ])
  })

  it('are restricted by its catalog, and say why there are none', async () => {
    const { catalogName, imageId } = await customCatalog(runtimeImages.aws17)
    const datalakeName = await create({ image: { catalogName, id: imageId } })
    const { body } = await post('upgradeDatalake', { datalakeName, showAvailableImages: true })

    expect(ids(body)).toEqual([])
    expect(body['reason']).toBe('There are no other images available in the catalog.')
  })

  it('offer the same image again when its reference has changed', async () => {
    const { catalogName, imageId } = await customCatalog(runtimeImages.aws17)
    const datalakeName = await create({ image: { catalogName, id: imageId } })
    const vmImages = [{ region: 'us-west-1', imageReference: 'ami-0123456789abcdef9' }]
    const sourceImageId = runtimeImages.aws17
    await server.post('imagecatalog/setRuntimeImage', { catalogName, sourceImageId, vmImages })
    const { body } = await post('upgradeDatalake', { datalakeName, showAvailableImages: true })

    expect(body['upgradeCandidates']).toEqual([
      expect.objectContaining({ imageId, imageName: 'ami-0123456789abcdef9', sourceImageId }),
    ])
  })

  it('move it to the image, and are finished operations', async () => {
    const datalakeName = await create({ image: { id: runtimeImages.aws17 } })
    const prepared = await post('prepareDatalakeUpgrade', { datalake: datalakeName, runtime: '7.2.18' })
    const unmoved = await lakeOf(datalakeName)
    const upgraded = await post('upgradeDatalake', {
      datalakeName,
      imageId: runtimeImages.aws18,
      skipBackup: true,
    })
    const operationOf = async (operationId: unknown) =>
      (await post('getOperation', { datalakeName, operationId })).body

    expect(ids(prepared.body)).toEqual([runtimeImages.aws18])
    expect(unmoved['imageDetails']).toMatchObject({ imageId: runtimeImages.aws17 })
    expect(upgraded).toMatchObject({ status: 200, body: { current: { imageId: runtimeImages.aws17 } } })
    expect(await lakeOf(datalakeName)).toMatchObject({ imageDetails: { imageId: runtimeImages.aws18 } })
    expect(await operationOf(upgraded.body['operationId'])).toMatchObject({
      operationName: 'UPGRADE',
      operationStatus: 'FINISHED',
    })
    expect(await operationOf(prepared.body['operationId'])).toMatchObject({
      operationName: 'UPGRADE_PREPARATION',
      operationStatus: 'FINISHED',
    })
    expect(await operationOf(undefined)).toMatchObject({ operationId: upgraded.body['operationId'] })
  })

  it.each([
    [{ imageId: runtimeImages.azure17 }, 'The selected image has no cloud images on AWS cloud platform.'],
    [{ runtime: '7.9.9' }, 'There is no image eligible for the cluster upgrade with runtime: 7.9.9.'],
  ])('are refused to %j', async (request, message) => {
    const datalakeName = await create({ image: { id: runtimeImages.aws17 } })
    const { status, body } = await post('upgradeDatalake', { datalakeName, ...request })

    expect(body).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(message) })
    expect(status).toBe(400)
  })

  it('are applied by who may change it only', async () => {
    const datalakeName = await create({ image: { id: runtimeImages.aws17 } })
    const { consumer } = await server.invoke('showConsumer', { params: { consumer: datalakeName } })
    const grant = { user: 'rob', role: 'SharedResourceUser', consumer: consumer.id } as const
    await server.invoke('grantRole', { body: grant })
    const key = await server.keyOf('rob', 'editor')
    const upgrade = (flags: object) =>
      server.post('datalake/upgradeDatalake', { datalakeName, ...flags }, key)

    expect((await upgrade({ showAvailableImages: true })).status).toBe(200)
    expect(await upgrade({})).toMatchObject({ status: 403, body: { code: 'PERMISSION_DENIED' } })
  })

  it('need the name of the Data Lake, under one of two members', async () => {
    const { status, body } = await post('getOperation', {})
    const { crn } = await lakeOf(await create())

    expect(status).toBe(400)
    expect(body['message']).toBe("One of the parameters 'datalakeName' and 'crn' is required")
    expect((await post('getOperation', { crn })).status).toBe(200)
  })
})
