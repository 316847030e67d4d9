import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildRuntime } from '../../../testing/sample-runtime.ts'
import { anyDetails } from '../testing/any-details.ts'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { pushNew, register } from '../testing/runtime-calls.ts'

let server: CmlServer

beforeAll(async () => {
  server = await startCml()
})

afterAll(() => server.close())

const post = (path: string, body: object) => server.send('POST', path, { body })

beforeEach(() => {
  server.registry.auth = undefined
})

describe('an image that cannot be read', () => {
  const details = { kernel: '', version: '', maintenance_version: 0, digest: '', base_proof: 'UNKNOWN' }

  it.each([
    ['/runtimes', { validation_success: false, insert_success: false }],
    ['/runtimes:validate', { success: false }],
  ])('is answered by POST %s with 200 and why', async (path, failed) => {
    const { host } = server.registry
    const ask = async (url: string) => (await post(path, { url })).body

    expect(await ask(`${host}/team/nothing:1.0`)).toEqual({
      ...failed,
      reason: 'imageNotFound',
      reason_data: expect.stringContaining('team/nothing'),
      details: { ...anyDetails, ...details },
    })
    expect(await ask('127.0.0.1:1/team/nothing:1.0')).toMatchObject({ ...failed, reason: 'imageRefused' })
    server.push('there', buildRuntime())
    server.registry.auth = { kind: 'basic', user: 'ada', password: 'hunter2' }
    expect(await ask(`${host}/team/there:1.0`)).toMatchObject({ ...failed, reason: 'imageUnauthorized' })
  })

  it('of a registry that is gone is answered with 200 and why', async () => {
    const gone = '127.0.0.1:9'
    await server.invoke('addRegistry', {
      params: { registry: 'gone' },
      body: { server: gone, plainHttp: true },
    })
    const { status, body } = await server.send('GET', '/runtimes:validate', {
      query: { url: `${gone}/a:1` },
    })

    expect(status).toBe(200)
    expect(body).toMatchObject({ success: false, reason: 'imageUnreachable' })
  })
})

describe('/runtimes:validate', () => {
  it.each([
    ['GET', (url: string) => ({ query: { url, docker_credential_id: '' } })],
    ['GET', (url: string) => ({ query: { url, dockerCredentialId: '' } })],
    ['POST', (url: string) => ({ body: { url, docker_credential_id: '' } })],
    ['POST', (url: string) => ({ body: { url: `http://${url}` } })],
  ])('by %s says what an image is, and stores nothing', async (method, requestOf) => {
    const revision = server.ledger.snapshot().revision
    const url = pushNew(server)
    const { status, body } = await server.send(method, '/runtimes:validate', requestOf(url))

    expect([status, body]).toEqual([
      200,
      {
        success: true,
        reason: '',
        reason_data: '',
        details: {
          ...anyDetails,
          image_identifier: url,
          version: '3.0',
          maintenance_version: expect.any(Number),
          base_proof: 'PROVEN',
        },
      },
    ])
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it('says of an image that is registered that it is a duplicate, as clients of a workbench look for', async () => {
    const url = await register(server)

    for (const method of ['GET', 'POST']) {
      const request = method === 'GET' ? { query: { url } } : { body: { url } }
      expect(await server.send(method, '/runtimes:validate', request)).toMatchObject({
        status: 200,
        body: { success: false, reason: 'duplicateRuntimeVersion', details: { image_identifier: url } },
      })
    }
  })

  it('by GET asks no registry that nobody added', async () => {
    const url = 'registry.example.com/team/image:1'
    const { status, body } = await server.send('GET', '/runtimes:validate', { query: { url } })

    expect([status, body['code']]).toEqual([403, 7])
    expect(body['message']).toContain('"registry.example.com" is none; send POST /api/v2/runtimes:validate')
  })

  it.each(['', 'url=', 'url=%20', 'url=a%20b', 'docker_credential_id=x', 'URL=host.example.com/a'])(
    'by GET refuses the query "%s"',
    async (query) => {
      const { status, body } = await server.send('GET', '/runtimes:validate', { query })

      expect([status, body['code']]).toEqual([400, 3])
    },
  )

  it('reads with the credential that is named, or the one that fits', async () => {
    const url = pushNew(server)
    const credential = { server: server.registry.host, username: 'ada', password: 'hunter2' }
    const { body: right } = await post('/dockercredentials', { name: 'right', ...credential })
    const { body: wrong } = await post('/dockercredentials', {
      name: 'wrong',
      ...credential,
      password: 'other',
      is_default: true,
    })
    server.registry.auth = { kind: 'basic', user: 'ada', password: 'hunter2' }
    const reasonWith = async (query: Record<string, string>) =>
      (await server.send('GET', '/runtimes:validate', { query: { url, ...query } })).body['reason']

    expect(await reasonWith({ docker_credential_id: String(right['id']) })).toBe('')
    expect(await reasonWith({ docker_credential_id: String(wrong['id']) })).toBe('imageUnauthorized')
    expect(await reasonWith({})).toBe('imageUnauthorized')
    await server.send('PATCH', `/dockercredentials/${String(right['id'])}`, { body: { is_default: true } })
    expect(await reasonWith({})).toBe('')
  })
})
