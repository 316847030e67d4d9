import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeipaImages } from '../testing/sample-catalogs.ts'
import { awsEnvironment, awsStorage, azureEnvironment, gcpEnvironment } from '../testing/sample-requests.ts'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'

let server: CdpServer
let count = 0

beforeAll(async () => {
  server = await startCdp()
})

afterAll(() => server.close())

function newName(): string {
  count += 1
  return `environment-${count}`
}

function post(name: string, body: unknown, key?: string): Promise<WireReply> {
  return server.post(`environments2/${name}`, body, key)
}

async function create(request: object = {}): Promise<string> {
  const environmentName = newName()
  const { status } = await post('createAWSEnvironment', { environmentName, ...awsEnvironment, ...request })
  expect(status).toBe(200)
  return environmentName
}

async function environmentOf(environmentName: string): Promise<Record<string, unknown>> {
  const { status, body } = await post('describeEnvironment', { environmentName })
  expect(status).toBe(200)
  return body['environment'] as Record<string, unknown>
}

describe('creation of an environment', () => {
  it.each([
    ['createAWSEnvironment', awsEnvironment, 'AWS', freeipaImages.awsLater],
    [
      'createAWSGovCloudEnvironment',
      { ...awsEnvironment, region: 'us-gov-west-1' },
      'AWS',
      freeipaImages.gov,
    ],
    ['createAzureEnvironment', azureEnvironment, 'AZURE', freeipaImages.azure],
    ['createGCPEnvironment', gcpEnvironment, 'GCP', freeipaImages.gcp],
  ])('%s takes the newest FreeIPA image of the platform', async (name, request, cloudPlatform, imageId) => {
    const environmentName = newName()
    const { status, body } = await post(name, { environmentName, ...request })

    expect(status).toBe(200)
    expect(body['environment']).toMatchObject({
      environmentName,
      crn: expect.stringMatching(/^crn:cdp:environments:us-west-1:ingot:environment:[0-9a-f-]{36}$/),
      status: 'AVAILABLE',
      region: request.region,
      cloudPlatform,
      credentialName: 'credential',
      created: server.now.toISOString(),
      creator: 'crn:cdp:iam:us-west-1:ingot:user:admin',
      freeipa: { imageDetails: { imageId, imageCatalogName: 'freeipa-default', imageOs: 'redhat8' } },
    })
    expect(body['environment']).toEqual(await environmentOf(environmentName))
  })

  it('keeps what the request said, by the names that it is described with', async () => {
    const tags = [{ key: 'team', value: 'data' }]
    const freeIpa = { instanceCountByGroup: 2, recipes: ['one'], unknown: 'x' }
    const aws = await environmentOf(await create({ description: 'Mine', tags, freeIpa, password: 'x' }))

    expect(aws).toMatchObject({
      description: 'Mine',
      network: { networkName: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'], aws: { vpcId: 'vpc-1' } },
      logStorage: {
        enabled: true,
        awsDetails: { storageLocationBase: 's3a://logs', instanceProfile: 'profile' },
      },
      backupStorage: {
        enabled: true,
        awsDetails: { storageLocationBase: 's3a://backup', instanceProfile: 'profile' },
      },
      authentication: { publicKeyId: 'key' },
      securityAccess: { cidr: '10.0.0.0/8' },
      tags: { userDefined: { team: 'data' }, defaults: {} },
      freeipa: { instanceCountByGroup: 2, recipes: ['one'] },
    })
    const { consumers } = await server.invoke('listConsumers', { query: { type: 'environment' } })
    expect(JSON.stringify(consumers)).not.toContain('password')
    expect(JSON.stringify(consumers)).not.toContain('unknown')
  })

  it('describes networks as each platform has them', async () => {
    const azure = newName()
    const gcp = newName()
    await post('createAzureEnvironment', { environmentName: azure, ...azureEnvironment })
    await post('createGCPEnvironment', { environmentName: gcp, ...gcpEnvironment })

    expect(await environmentOf(azure)).toMatchObject({
      network: {
        networkName: 'vnet',
        azure: { networkId: 'vnet', resourceGroupName: 'group', usePublicIp: false },
      },
      logStorage: { enabled: true, azureDetails: { managedIdentity: 'identity' } },
      authentication: { publicKey: 'ssh-rsa AAAA' },
    })
    expect(await environmentOf(gcp)).toMatchObject({
      network: {
        networkName: 'net',
        subnetIds: ['one'],
        gcp: { usePublicIp: true, sharedProjectId: 'project' },
      },
      logStorage: { enabled: false },
    })
  })

  it.each([
    [{ id: freeipaImages.aws }, freeipaImages.aws],
    [{ catalog: 'freeipa-default', id: freeipaImages.aws.toUpperCase() }, freeipaImages.aws],
    [{ catalog: 'freeipa-default', os: 'redhat8' }, freeipaImages.awsLater],
    [{ catalog: 'file:/freeipa-default.json' }, freeipaImages.awsLater],
    [{ catalog: 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:freeipa-default' }, freeipaImages.awsLater],
    [{ catalog: '', id: '', os: '' }, freeipaImages.awsLater],
  ])('takes the image that %j means', async (image, imageId) => {
    expect(await environmentOf(await create({ image }))).toMatchObject({
      freeipa: { imageDetails: { imageId, imageCatalogName: 'freeipa-default' } },
    })
  })

  it.each([
    [{ catalog: 'nothing' }, 404, "Image catalog 'nothing' not found."],
    [{ id: '99999999-9999-4999-8999-999999999999' }, 404, 'Could not find any image with id'],
    [{ os: 'redhat9' }, 404, 'Could not find any FreeIPA image on platform'],
    [{ catalog: '{"images":{}}' }, 400, 'its content came'],
  ])('refuses the image %j', async (image, expected, message) => {
    const request = { environmentName: newName(), ...awsEnvironment, image }
    const { status, body } = await post('createAWSEnvironment', request)

    expect(status).toBe(expected)
    expect(body['message']).toContain(message)
  })

  it.each([
    [
      'createAWSEnvironment',
      ['environmentName', 'credentialName', 'region', 'securityAccess', 'authentication', 'logStorage'],
    ],
    [
      'createAzureEnvironment',
      [
        'environmentName',
        'credentialName',
        'region',
        'publicKey',
        'securityAccess',
        'usePublicIp',
        'logStorage',
        'existingNetworkParams',
      ],
    ],
    [
      'createGCPEnvironment',
      ['environmentName', 'credentialName', 'region', 'publicKey', 'usePublicIp', 'existingNetworkParams'],
    ],
  ])('%s names every member that is missing', async (name, members) => {
    const { status, body } = await post(name, {})

    expect(status).toBe(400)
    for (const member of members) expect(body['message']).toContain(`The parameter '${member}' is required`)
  })

  it('refuses a name that is taken', async () => {
    const environmentName = await create()

    expect(await post('createAWSEnvironment', { environmentName, ...awsEnvironment })).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT', message: expect.stringContaining(environmentName) },
    })
  })
})

describe('environments', () => {
  it('are listed for who may see them', async () => {
    const environmentName = await create()
    const names = async (key?: string) => {
      const { body } = await post('listEnvironments', {}, key)
      return (body['environments'] as { environmentName: string }[]).map((one) => one.environmentName)
    }

    expect(await names()).toContain(environmentName)
    expect(await names(await server.keyOf('eve', 'editor'))).toEqual([])
  })

  it('are described by name and by resource name, and not by that of something else', async () => {
    const environmentName = await create()
    const { crn } = await environmentOf(environmentName)
    const other = String(crn).replace(':environments:', ':datalake:')

    expect(await environmentOf(String(crn))).toMatchObject({ environmentName })
    expect((await post('describeEnvironment', { environmentName: other })).status).toBe(400)
    expect((await post('describeEnvironment', { environmentName: 'nothing' })).status).toBe(404)
  })

  it('are deleted when nothing stands in them, or with all that does', async () => {
    const environmentName = await create()
    const datalake = { datalakeName: 'inside', environmentName, cloudProviderConfiguration: awsStorage }
    await server.post('datalake/createAWSDatalake', { ...datalake, runtime: '7.2.17' })
    const refused = await post('deleteEnvironment', { environmentName })
    const deleted = await post('deleteEnvironment', { environmentName, cascading: true, forced: true })

    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT', message: expect.stringContaining('datalake "inside"') },
    })
    expect(deleted).toMatchObject({ status: 200, body: {} })
    expect((await post('describeEnvironment', { environmentName })).status).toBe(404)
    expect((await server.post('datalake/describeDatalake', { datalakeName: 'inside' })).status).toBe(404)
  })
})

describe('the FreeIPA of an environment', () => {
  async function customCatalog(): Promise<{ catalog: string; imageId: unknown }> {
    const catalog = `freeipa-${newName()}`
    await server.post('imagecatalog/createCustomCatalog', { catalogName: catalog })
    const request = { catalogName: catalog, sourceImageId: freeipaImages.awsLater, vmImages: [] }
    const { body } = await server.post('imagecatalog/setFreeipaImage', request)
    return { catalog, imageId: body['imageId'] }
  }

  const imageOf = async (environmentName: string) =>
    ((await environmentOf(environmentName))['freeipa'] as { imageDetails: object }).imageDetails

  it('is switched to a custom catalog by name, and back by the URL that a default one mirrors', async () => {
    const environment = await create()
    const { catalog, imageId } = await customCatalog()
    const there = await post('setCatalog', { environment, catalog })

    expect(there).toMatchObject({ status: 200, body: {} })
    expect(await imageOf(environment)).toMatchObject({ imageId, imageCatalogName: catalog })

    const back = await post('setCatalog', { environment, catalog: 'file:/freeipa-default.json' })
    expect(back).toMatchObject({ status: 200, body: {} })
    expect(await imageOf(environment)).toMatchObject({ imageId: freeipaImages.awsLater })
  })

  it('is switched by who may change it only', async () => {
    const environment = await create()
    const key = await server.keyOf('eve', 'editor')

    expect((await post('setCatalog', { environment, catalog: 'freeipa-default' }, key)).status).toBe(404)
  })

  it.each([
    [{ catalog: 'nothing' }, 404, "Image catalog 'nothing' not found."],
    [{ catalog: 'local' }, 400, 'Could not find current image in new catalog'],
    [{ catalog: '{"images":{}}' }, 400, '--no-parameter-expansion'],
    [{ catalog: ` {"images":"${'x'.repeat(2_000_000)}"}` }, 400, '--no-parameter-expansion'],
    [{}, 400, "The parameter 'catalog' is required"],
  ])('is not switched to %o', async (request, expected, message) => {
    const { status, body } = await post('setCatalog', { environment: await create(), ...request })

    expect(status).toBe(expected)
    expect(body['message']).toContain(message)
  })

  it('is not switched while an operation runs on it', async () => {
    const environment = await create()
    await server.invoke('markConsumer', { params: { consumer: environment }, body: { running: 'REPAIR' } })
    const { status, body } = await post('setCatalog', { environment, catalog: 'freeipa-default' })
    const operation = await post('getOperation', { environmentName: environment })

    expect(status).toBe(400)
    expect(body['message']).toContain(
      `Operation is running for stack '${environment}'. Please try again later.`,
    )
    expect(operation.body).toEqual({ operationName: 'REPAIR', operationStatus: 'RUNNING' })
  })

  it('is upgraded to a later image of its catalog', async () => {
    const environmentName = await create({ image: { id: freeipaImages.aws } })
    const options = await post('getFreeipaUpgradeOptions', { environment: environmentName })
    const upgrade = await post('upgradeFreeipa', { environmentName, imageId: freeipaImages.awsLater })
    const operation = await post('getOperation', {
      environmentName,
      operationId: upgrade.body['operationId'],
    })
    const later = {
      catalog: 'file:/freeipa-default.json',
      id: freeipaImages.awsLater,
      os: 'redhat8',
      imageName: expect.stringMatching(/^ami-7/),
      date: '2024-01-20',
      catalogName: 'freeipa-default',
    }

    expect(options.body['images']).toEqual([later])
    expect(options.body['currentImage']).toMatchObject({ id: freeipaImages.aws, date: '2024-01-01' })
    expect(upgrade.body).toMatchObject({ targetImage: later, originalImage: { id: freeipaImages.aws } })
    expect(operation.body).toEqual({
      operationId: upgrade.body['operationId'],
      operationName: 'UPGRADE',
      operationStatus: 'FINISHED',
      started: server.now.toISOString(),
      ended: server.now.toISOString(),
    })
    expect(await imageOf(environmentName)).toMatchObject({ imageId: freeipaImages.awsLater })
  })

  it('has its upgrades looked up in another catalog, unless its content is sent', async () => {
    const environment = await create({ image: { id: freeipaImages.aws } })
    const { catalog, imageId } = await customCatalog()
    const { body } = await post('getFreeipaUpgradeOptions', { environment, catalog })
    const refused = await post('getFreeipaUpgradeOptions', { environment, catalog: '{"images":{}}' })

    expect(body['images']).toEqual([expect.objectContaining({ id: imageId, catalog, catalogName: catalog })])
    expect(refused).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('its content came') },
    })
  })

  it('is not upgraded to what is no candidate', async () => {
    const environmentName = await create()
    const { status, body } = await post('upgradeFreeipa', { environmentName, imageId: freeipaImages.aws })

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'INVALID_ARGUMENT', message: /\S/ })
  })
})

describe('operations on an environment', () => {
  it('begin with its creation', async () => {
    const environmentName = await create()
    const { body } = await post('getOperation', { environmentName })
    const again = await post('getOperation', { environmentName, operationId: body['operationId'] })

    expect(body).toMatchObject({ operationName: 'PROVISION', operationStatus: 'FINISHED' })
    expect(again.body).toEqual(body)
  })

  it.each(['nothing', '11111111-2222-8001-8000-0000000000ff'])(
    'do not have the id %s',
    async (operationId) => {
      const environmentName = await create()

      expect(await post('getOperation', { environmentName, operationId })).toMatchObject({
        status: 404,
        body: { code: 'NOT_FOUND', message: expect.stringContaining(`Operation '${operationId}'`) },
      })
    },
  )
})
