import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeImages } from '../testing/sample-catalogs.ts'
import { awsEnvironment } from '../testing/sample-requests.ts'
import { startCdp, type CdpServer, type WireReply } from '../testing/cdp-server.ts'

let server: CdpServer

beforeAll(async () => {
  server = await startCdp()
  for (const environmentName of ['one', 'two']) {
    await server.post('environments2/createAWSEnvironment', { environmentName, ...awsEnvironment })
  }
})

afterAll(() => server.close())

function post(name: string, body: unknown): Promise<WireReply> {
  return server.post(`opdb/${name}`, body)
}

function create(databaseName: string, request: object = {}): Promise<WireReply> {
  const image = { id: runtimeImages.aws17, catalog: 'cdp-default' }
  return post('createDatabase', { environmentName: 'one', databaseName, image, ...request })
}

describe('databases', () => {
  it('are created on an image and described', async () => {
    const created = await create('orders', { gatewayNodesCount: 2 })
    const named = { environmentName: 'one', databaseName: 'orders' }
    const { body } = await post('describeDatabase', named)

    expect(created).toMatchObject({ status: 200, body })
    expect(body['databaseDetails']).toMatchObject({
      databaseName: 'orders',
      environmentName: 'one',
      environmentCrn: expect.stringContaining(':environment:'),
      crn: expect.stringMatching(/^crn:cdp:opdb:us-west-1:ingot:database:[0-9a-f-]{36}$/),
      creationDate: server.now.toISOString(),
      status: 'AVAILABLE',
      dbVersion: '7.2.17',
      gatewayNodesCount: 2,
      architecture: 'X86_64',
      imageDetails: { id: runtimeImages.aws17, catalogName: 'cdp-default' },
    })
  })

  it('are found in their environment only', async () => {
    await create('found')
    const find = (environmentName: string) =>
      post('describeDatabase', { environmentName, databaseName: 'found' })

    expect((await find('one')).status).toBe(200)
    expect(await find('two')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', message: "Database 'found' not found in the environment 'two'." },
    })
  })

  it('are listed', async () => {
    await create('listed')
    const names = async (request: object) => {
      const { body } = await post('listDatabases', request)
      return (body['databases'] as { databaseName: string }[]).map((database) => database.databaseName)
    }

    expect(await names({})).toContain('listed')
    expect(await names({ environmentName: 'one' })).toContain('listed')
    expect(await names({ environmentName: 'two' })).toEqual([])
  })

  it('are switched to another catalog by an update', async () => {
    await create('switched')
    await server.post('imagecatalog/createCustomCatalog', { catalogName: 'hardened' })
    const request = { catalogName: 'hardened', sourceImageId: runtimeImages.aws17, vmImages: [] }
    const set = await server.post('imagecatalog/setRuntimeImage', request)
    const named = { environmentName: 'one', databaseName: 'switched' }
    const updated = await post('updateDatabase', { ...named, catalog: 'hardened' })

    expect(updated).toMatchObject({ status: 200, body: { status: 'AVAILABLE' } })
    expect((await post('describeDatabase', named)).body['databaseDetails']).toMatchObject({
      imageDetails: { id: set.body['imageId'], catalogName: 'hardened' },
    })
  })

  it('are updated in nothing else', async () => {
    await create('static')
    const update = { environmentName: 'one', databaseName: 'static', numDesiredRestworkerNodes: 3 }

    expect(await post('updateDatabase', update)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ARGUMENT', message: expect.stringContaining("'catalog' is required") },
    })
  })

  it('are dropped', async () => {
    await create('dropped')
    const named = { environmentName: 'one', databaseName: 'dropped' }

    expect(await post('dropDatabase', named)).toMatchObject({
      status: 200,
      body: { status: 'DELETE_COMPLETED' },
    })
    expect((await post('dropDatabase', named)).status).toBe(404)
  })

  it.each([
    [{ environmentName: undefined }, 400, "The parameter 'environmentName' is required"],
    [{ image: { catalog: 'nothing' } }, 404, "Image catalog 'nothing' not found."],
    [
      { architecture: 'arm64' },
      400,
      "The parameter 'architecture' must be one of ARM64, X86_64, but is 'arm64'",
    ],
  ])('are refused for %j', async (request, expected, message) => {
    const { status, body } = await create('refused', request)

    expect(body['message']).toContain(message)
    expect(status).toBe(expected)
  })
})
