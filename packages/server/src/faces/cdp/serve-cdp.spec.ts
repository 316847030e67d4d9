import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wireOperations } from './operations.ts'
import { startCdp, type CdpServer } from './testing/cdp-server.ts'

let server: CdpServer

beforeAll(async () => {
  server = await startCdp({ bare: true })
})

afterAll(() => server.close())

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const paths = wireOperations.map(({ service, name }) => `${service}/${name}`)

describe('CDP operations', () => {
  it('are the ones that have to do with images', () => {
    const ofService = (service: string) => wireOperations.filter((operation) => operation.service === service)

    expect(new Set(paths).size).toBe(paths.length)
    expect(ofService('imagecatalog')).toHaveLength(11)
    expect(ofService('environments2')).toHaveLength(11)
    expect(ofService('datalake')).toHaveLength(11)
    expect(ofService('datahub')).toHaveLength(11)
    expect(ofService('opdb')).toHaveLength(5)
  })

  it('answer with a request id under both names, another for every request', async () => {
    const first = await server.post('imagecatalog/listCustomCatalogs')
    const second = await server.post('imagecatalog/describeDefaultImage', {})

    expect(first.status).toBe(200)
    expect(second.status).toBe(400)
    for (const { headers } of [first, second]) {
      expect(headers['x-altus-request-id']).toMatch(uuid)
      expect(headers['x-cdp-request-id']).toBe(headers['x-altus-request-id'])
      expect(headers['content-type']).toMatch(/^application\/json/)
    }
    expect(first.headers['x-altus-request-id']).not.toBe(second.headers['x-altus-request-id'])
  })

  it.each(['imagecatalog/%zz', 'imagecatalog/list%', '%e0%a4'])(
    'refuse the path %s, whose escapes mean nothing, as they refuse all else',
    async (path) => {
      const { status, body, headers } = await server.post(path)

      expect(status).toBe(400)
      expect(body).toEqual({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(path) })
      expect(headers['x-altus-request-id']).toMatch(uuid)
      expect(headers['x-cdp-request-id']).toBe(headers['x-altus-request-id'])
    },
  )

  it.each(paths)('%s refuses who does not say who it is, before it reads the body', async (path) => {
    const { status, body } = await server.post(path, '{"broken', 'ingot_nobody')

    expect(status).toBe(401)
    expect(body).toEqual({ code: 'UNAUTHENTICATED', message: expect.stringContaining('no valid API key') })
  })

  it.each(paths)('%s answers a body that fits no operation with a clear refusal', async (path) => {
    for (const body of ['[]', '7', '{"', '{"a":{"b":[{"c":null}]}}', '{"__proto__":{"catalogName":"x"}}']) {
      const reply = await server.post(path, body)

      expect([200, 400]).toContain(reply.status)
      if (reply.status === 400) expect(reply.body).toMatchObject({ code: 'INVALID_ARGUMENT', message: /\S/ })
    }
  })

  const writes = wireOperations.filter(({ permission }) => permission.endsWith(':write'))

  it.each(writes.map(({ service, name }) => `${service}/${name}`))(
    '%s is refused to readers',
    async (path) => {
      const key = await server.keyOf('rita', 'reader')
      const { status, body } = await server.post(path, {}, key)

      expect(status).toBe(403)
      expect(body).toEqual({ code: 'PERMISSION_DENIED', message: expect.stringContaining('"rita"') })
    },
  )
})

describe('what is no operation', () => {
  it.each(['imagecatalog/nothing', 'nothing/listCustomCatalogs', 'imagecatalog', '', 'imagecatalog/a/b'])(
    'is not found: %s',
    async (path) => {
      const { status, body, headers } = await server.post(path)

      expect(status).toBe(404)
      expect(body).toEqual({ code: 'NOT_FOUND', message: `No operation has the path /api/v1/${path}` })
      expect(headers['x-altus-request-id']).toMatch(uuid)
    },
  )

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)('is not allowed: %s', async (method) => {
    const url = '/api/v1/imagecatalog/listCustomCatalogs?a=b'
    const response = await server.app.inject({ method, url })

    expect(response.statusCode).toBe(405)
    expect(response.headers).toMatchObject({ allow: 'POST', 'x-cdp-request-id': expect.stringMatching(uuid) })
    expect(response.json()).toEqual({
      code: 'METHOD_NOT_ALLOWED',
      message: `${method} is not allowed: operations take POST only`,
    })
  })

  it('outside of this API is answered as ever', async () => {
    const response = await server.app.inject({ method: 'GET', url: '/v2/nothing' })

    expect(response.statusCode).toBe(404)
    expect(response.headers['content-type']).toContain('application/problem+json')
  })
})

describe('bodies', () => {
  it.each([
    ['application/json; charset=utf-8', '{}'],
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', ' {} '],
    ['application/json', ''],
    [undefined, ''],
    [undefined, '{}'],
  ])('of the type %s are read as JSON', async (type, payload) => {
    const authorization = await server.keyOf('ed', 'editor')
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/v1/imagecatalog/listCustomCatalogs',
      headers: { authorization, ...(type === undefined ? {} : { 'content-type': type }) },
      payload,
    })

    expect(response.statusCode).toBe(200)
  })

  it('that are too large are refused', async () => {
    const large = { catalogName: 'x'.repeat(1024 * 1024) }
    const { status, body } = await server.post('imagecatalog/createCustomCatalog', large)

    expect(status).toBe(400)
    expect(body).toEqual({ code: 'INVALID_ARGUMENT', message: 'The body is larger than 1048576 bytes' })
  })
})

describe('failures', () => {
  it('tell nothing of their cause', async () => {
    const failing = await startCdp({ bare: true })
    failing.ledger.snapshot = () => {
      throw new Error('secret of the inside')
    }
    const { status, body } = await failing.post('imagecatalog/listCustomCatalogs')
    await failing.close()

    expect(status).toBe(500)
    expect(body).toEqual({ code: 'UNKNOWN', message: 'The request failed for a reason that is in the log' })
  })
})
