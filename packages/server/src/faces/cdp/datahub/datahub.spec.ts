import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeImages } from '../testing/sample-catalogs.ts'
import { createEnvironments } from '../testing/sample-clusters.ts'
import { awsStorage } from '../testing/sample-requests.ts'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'

let server: CdpServer
let count = 0

beforeAll(async () => {
  server = await startCdp()
  await createEnvironments(server)
  const lake = { datalakeName: 'the-lake', environmentName: 'aws', cloudProviderConfiguration: awsStorage }
  await server.post('datalake/createAWSDatalake', { ...lake, image: { id: runtimeImages.aws17 } })
})

afterAll(() => server.close())

function post(name: string, body: unknown): Promise<WireReply> {
  return server.post(`datahub/${name}`, body)
}

async function create(request: object = {}, name = 'createAWSCluster'): Promise<Record<string, unknown>> {
  count += 1
  const { status, body } = await post(name, {
    clusterName: `cluster-${count}`,
    environment: 'aws',
    ...request,
  })
  expect(body['message']).toBeUndefined()
  expect(status).toBe(200)
  return body['cluster'] as Record<string, unknown>
}

async function clusterOf(clusterName: unknown): Promise<Record<string, unknown>> {
  const { status, body } = await post('describeCluster', { clusterName })
  expect(status).toBe(200)
  return body['cluster'] as Record<string, unknown>
}

describe('creation of a Data Hub', () => {
  it.each([
    ['createAWSCluster', { environment: 'aws' }, runtimeImages.aws17Later],
    ['createAWSGovCloudCluster', { environment: 'gov' }, runtimeImages.gov17],
    ['createAzureCluster', { environment: undefined, environmentName: 'azure' }, runtimeImages.azure17],
    ['createGCPCluster', { environment: undefined, environmentName: 'gcp' }, runtimeImages.gcp17],
  ])('%s takes the newest image of the runtime that its template is made for', async (name, request, id) => {
    const clusterTemplate = '7.2.17 - Data Engineering'
    const cluster = await create({ ...request, clusterTemplate }, name)

    expect(cluster).toMatchObject({ clusterTemplate, imageDetails: { id, catalogName: 'cdp-default' } })
    expect(await clusterOf(cluster['clusterName'])).toEqual(cluster)
  })

  it('is described with its image, its environment and its Data Lake', async () => {
    const instanceGroup = {
      nodeCount: 3,
      instanceGroupName: 'worker',
      instanceGroupType: 'CORE',
      instanceType: 'm5.xlarge',
      attachedVolumeConfiguration: [{ volumeSize: 100, volumeCount: 1, volumeType: 'gp3' }],
    }
    const cluster = await create({
      image: { id: runtimeImages.aws18, catalogName: 'cdp-default' },
      instanceGroups: [instanceGroup, { ...instanceGroup, nodeCount: 1 }],
      requestTemplate: '{"password":"secret"}',
    })

    expect(cluster).toMatchObject({
      crn: expect.stringMatching(/^crn:cdp:datahub:us-west-1:ingot:cluster:[0-9a-f-]{36}$/),
      status: 'AVAILABLE',
      clusterStatus: 'AVAILABLE',
      creationDate: server.now.toISOString(),
      cloudPlatform: 'AWS',
      nodeCount: 4,
      environmentName: 'aws',
      environmentCrn: expect.stringContaining(':environment:'),
      datalakeCrn: expect.stringContaining(':datalake:'),
      imageDetails: {
        name: expect.stringMatching(/^ami-3/),
        id: runtimeImages.aws18,
        os: 'redhat8',
        catalogUrl: 'file:/cdp-default.json',
        catalogName: 'cdp-default',
      },
      clouderaManager: { version: '7.11.10', platformVersion: '7.2.18' },
    })
    const { consumers } = await server.invoke('listConsumers', { query: { type: 'datahub' } })
    expect(JSON.stringify(consumers)).not.toContain('secret')
  })

  it('takes the runtime of the Data Lake where nothing names one', async () => {
    expect(await create()).toMatchObject({ runtime: '7.2.17' })
  })

  it.each([
    [{ clusterName: undefined }, 400, "The parameter 'clusterName' is required"],
    [{ clusterName: 'hub' }, 400, "The parameter 'clusterName' must have 5 to 40 characters, but has 3"],
    [
      { environment: undefined },
      400,
      "One of the parameters 'environment' and 'environmentName' is required",
    ],
    [{ environment: 'gcp' }, 400, "The environment 'gcp' is not of the platform aws"],
    [{ environment: 'nothing' }, 404, 'nothing'],
    [{ image: { catalogName: 'nothing' } }, 404, "Image catalog 'nothing' not found."],
    [{ image: { id: '99999999-9999-4999-8999-999999999999' } }, 404, '99999999-9999-4999-8999-999999999999'],
    [
      { image: { id: runtimeImages.aws17 }, architecture: 'ARM64' },
      400,
      "The selected image's architecture (x86_64) is not matching requested architecture (arm64)",
    ],
    [
      { image: { id: runtimeImages.azure17 } },
      404,
      "doesn't contain virtual machine image for the selected platform",
    ],
  ])('refuses %j', async (request, expected, message) => {
    const { status, body } = await post('createAWSCluster', {
      clusterName: 'refused',
      environment: 'aws',
      ...request,
    })

    expect(body['message']).toContain(message)
    expect(status).toBe(expected)
  })
})

describe('Data Hubs', () => {
  it('are listed, of one environment too', async () => {
    const { clusterName } = await create()
    const names = async (request: object) => {
      const { body } = await post('listClusters', request)
      return (body['clusters'] as { clusterName: string }[]).map((cluster) => cluster.clusterName)
    }

    expect(await names({})).toContain(clusterName)
    expect(await names({ environmentName: 'aws' })).toContain(clusterName)
    expect(await names({ environmentName: 'azure' })).not.toContain(clusterName)
  })

  it('are deleted; the Data Lake that they use is not', async () => {
    const { clusterName, crn } = await create()
    const lake = await server.post('datalake/deleteDatalake', { datalakeName: 'the-lake' })
    const deleted = await post('deleteCluster', { clusterName: crn })

    expect(lake).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining(String(clusterName)) },
    })
    expect(deleted).toMatchObject({ status: 200, body: { operationId: expect.any(String) } })
    expect((await post('describeCluster', { clusterName })).status).toBe(404)
  })

  it('are switched to another catalog, and upgraded within it only', async () => {
    const { clusterName } = await create({ image: { id: runtimeImages.aws17 } })
    await server.post('imagecatalog/createCustomCatalog', { catalogName: 'hardened' })
    const set = (sourceImageId: string) =>
      server.post('imagecatalog/setRuntimeImage', { catalogName: 'hardened', sourceImageId, vmImages: [] })
    const first = await set(runtimeImages.aws17)
    const later = await set(runtimeImages.aws17Later)
    const switched = await post('setCatalog', { cluster: clusterName, catalogName: 'hardened' })
    const options = await post('upgradeCluster', { clusterName, showAvailableImages: true })

    expect(switched).toMatchObject({ status: 200, body: {} })
    expect(await clusterOf(clusterName)).toMatchObject({
      imageDetails: { id: first.body['imageId'], catalogName: 'hardened', catalogUrl: 'hardened' },
    })
    expect(options.body['upgradeCandidates']).toEqual([
      expect.objectContaining({ imageId: later.body['imageId'], imageCatalogName: 'hardened' }),
    ])

    const prepared = await post('prepareClusterUpgrade', {
      cluster: clusterName,
      imageId: later.body['imageId'],
    })
    const upgraded = await post('upgradeCluster', { clusterName, lockComponents: false })
    const { operationId } = upgraded.body
    expect(prepared.status).toBe(200)
    expect((await post('getOperation', { clusterName, operationId })).body).toMatchObject({
      operationName: 'UPGRADE',
      operationStatus: 'FINISHED',
    })
    expect(await clusterOf(clusterName)).toMatchObject({ imageDetails: { id: later.body['imageId'] } })
  })

  it('are not switched while an operation runs', async () => {
    const { clusterName } = await create()
    const consumer = String(clusterName)
    await server.invoke('markConsumer', { params: { consumer }, body: { running: 'SCALING' } })
    const { status, body } = await post('setCatalog', { cluster: clusterName, catalogName: 'cdp-default' })

    expect(body['message']).toContain(`Operation is running for stack '${consumer}'. Please try again later.`)
    expect(status).toBe(400)
    expect(await clusterOf(clusterName)).toMatchObject({
      status: 'UPDATE_IN_PROGRESS',
      statusReason: 'SCALING',
    })
  })
})
