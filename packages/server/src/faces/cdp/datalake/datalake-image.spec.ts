import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'
import { runtimeImages } from '../testing/sample-catalogs.ts'
import { createCatalogWith, createEnvironments, createLake, lakeOf } from '../testing/sample-clusters.ts'

let server: CdpServer

beforeAll(async () => {
  server = await startCdp()
  await createEnvironments(server)
})

afterAll(() => server.close())

function post(name: string, body: unknown): Promise<WireReply> {
  return server.post(`datalake/${name}`, body)
}

describe('setCatalog of a Data Lake', () => {
  it('switches to a custom catalog and back; its image stays what the machines run', async () => {
    const datalake = await createLake(server, { image: { id: runtimeImages.aws17 } })
    const before = await lakeOf(server, datalake)
    const { catalogName, imageId } = await createCatalogWith(server, runtimeImages.aws17)

    expect(await post('setCatalog', { datalake, catalogName })).toMatchObject({ status: 200, body: {} })
    const there = await lakeOf(server, datalake)
    const { imageName } = before['imageDetails'] as { imageName: string }
    expect(there['imageDetails']).toMatchObject({ imageId, imageCatalogName: catalogName, imageName })

    const crn = 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:cdp-default'
    expect((await post('setCatalog', { datalake: there['crn'], catalogName: crn })).status).toBe(200)
    expect((await lakeOf(server, datalake))['imageDetails']).toEqual(before['imageDetails'])
  })

  it('changes nothing where it is on the catalog already', async () => {
    const datalake = await createLake(server)
    const revision = server.ledger.snapshot().revision

    expect((await post('setCatalog', { datalake, catalogName: 'cdp-default' })).status).toBe(200)
    expect(server.ledger.snapshot().revision).toBeLessThanOrEqual(revision + 1)
  })

  it('plans again where the ledger moves on in between', async () => {
    const datalake = await createLake(server, { image: { id: runtimeImages.aws17 } })
    const { catalogName } = await createCatalogWith(server, runtimeImages.aws17)
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
    const { status, body } = await post('setCatalog', { datalake: await createLake(server), ...request })

    expect(body['message']).toContain(message)
    expect(status).toBe(expected)
  })

  it('is a conflict while an operation runs', async () => {
    const datalake = await createLake(server)
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
    const datalakeName = await createLake(server, { image: { id: runtimeImages.aws17 } })
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
    const { catalogName, imageId } = await createCatalogWith(server, runtimeImages.aws17)
    const datalakeName = await createLake(server, { image: { catalogName, id: imageId } })
    const { body } = await post('upgradeDatalake', { datalakeName, showAvailableImages: true })

    expect(ids(body)).toEqual([])
    expect(body['reason']).toBe('There are no other images available in the catalog.')
  })

  it('offer the same image again when its reference has changed', async () => {
    const { catalogName, imageId } = await createCatalogWith(server, runtimeImages.aws17)
    const datalakeName = await createLake(server, { image: { catalogName, id: imageId } })
    const vmImages = [{ region: 'us-west-1', imageReference: 'ami-0123456789abcdef9' }]
    const sourceImageId = runtimeImages.aws17
    await server.post('imagecatalog/setRuntimeImage', { catalogName, sourceImageId, vmImages })
    const { body } = await post('upgradeDatalake', { datalakeName, showAvailableImages: true })

    expect(body['upgradeCandidates']).toEqual([
      expect.objectContaining({ imageId, imageName: 'ami-0123456789abcdef9', sourceImageId }),
    ])
  })

  it('move it to the image, and are finished operations', async () => {
    const datalakeName = await createLake(server, { image: { id: runtimeImages.aws17 } })
    const prepared = await post('prepareDatalakeUpgrade', { datalake: datalakeName, runtime: '7.2.18' })
    const unmoved = await lakeOf(server, datalakeName)
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
    expect(await lakeOf(server, datalakeName)).toMatchObject({
      imageDetails: { imageId: runtimeImages.aws18 },
    })
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
    const datalakeName = await createLake(server, { image: { id: runtimeImages.aws17 } })
    const { status, body } = await post('upgradeDatalake', { datalakeName, ...request })

    expect(body).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(message) })
    expect(status).toBe(400)
  })

  it('are applied by who may change it only', async () => {
    const datalakeName = await createLake(server, { image: { id: runtimeImages.aws17 } })
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
    const { crn } = await lakeOf(server, await createLake(server))

    expect(status).toBe(400)
    expect(body['message']).toBe("One of the parameters 'datalakeName' and 'crn' is required")
    expect((await post('getOperation', { crn })).status).toBe(200)
  })
})
