import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wireRoutes } from './routes.ts'
import { startCml, type CmlServer } from './testing/cml-server.ts'

let server: CmlServer

beforeAll(async () => {
  server = await startCml()
})

afterAll(() => server.close())

const paths = [...new Set(wireRoutes.map(({ path }) => path.replace('::', ':').replace(':id', '1')))]

describe('who sends no key that is known', () => {
  it.each([
    [undefined, 'The request has no API key'],
    ['Bearer ', 'The API key is not valid'],
    ['Bearer nobody', 'The API key is not valid'],
    [`Bearer ingot_${'x'.repeat(43)}`, 'The API key is not valid'],
    ['Basic YWRtaW46YWRtaW4=', 'The API key is not valid'],
  ])('with %s is told so', async (authorization, why) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const { status, body, headers: answered } = await server.send('GET', '/runtimes', { key: '', headers })

    const message = `${why}: send "Authorization: Bearer KEY"`
    expect([status, body]).toEqual([401, { error: message, code: 16, message, details: [] }])
    expect(answered['www-authenticate']).toBe('Bearer')
  })

  it.each(wireRoutes.map(({ method, path }) => [method, path] as const))(
    'is refused by %s %s before the body is looked at',
    async (method, path) => {
      const request = { key: '', body: '{not even JSON', headers: { 'content-type': 'application/json' } }
      const { status } = await server.send(
        method,
        path.replace('::', ':').replace(':id', '1'),
        method === 'GET' ? { key: '' } : request,
      )

      expect(status).toBe(401)
    },
  )

  it('is answered before the body has come', async () => {
    const url = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }))
    const socket = connect(Number(url.port), url.hostname)
    const answer = new Promise<string>((resolve) =>
      socket.once('data', (bytes: Buffer) => resolve(bytes.toString())),
    )
    socket.write(
      'POST /api/v2/runtimeaddons/custom HTTP/1.1\r\nhost: x\r\ncontent-length: 4000000000\r\n' +
        'content-type: multipart/form-data; boundary=x\r\n\r\n',
    )

    expect(await answer).toMatch(/^HTTP\/1\.1 401 /)
    socket.destroy()
  })

  it('is refused from a second after the key is revoked', async () => {
    const key = await server.keyOf('eve', 'reader')
    const list = async () => (await server.send('GET', '/runtimes', { key })).status
    const before = await list()
    const stored = (await server.ledger.keys.list()).find(({ name }) => name === 'eve')
    await server.ledger.keys.remove(stored?.id ?? '')
    server.now = new Date(server.now.getTime() + 1001)

    expect([before, await list()]).toEqual([200, 401])
  })
})

describe('what there is not', () => {
  it.each([
    ['GET', '/projects'],
    ['GET', '/'],
    ['GET', ''],
    ['POST', '/runtimes:delete'],
    ['GET', '/runtimes/'],
    ['GET', '/runtimes/1'],
    ['GET', '/Runtimes'],
    ['POST', '/runtimes/credential'],
    ['PATCH', '/dockercredentials/a/b'],
  ])('%s %s is answered in the form of the API', async (method, path) => {
    for (const key of [undefined, '']) {
      const { status, body } = await server.send(method, path, key === undefined ? {} : { key })

      const message = `No operation has the method ${method} and the path ${`/api/v2${path}`.slice(0, 200)}`
      expect([status, body]).toEqual([404, { error: message, code: 5, message, details: [] }])
    }
  })

  it('is refused before the body is read', async () => {
    const { status } = await server.send('POST', '/nothing', { body: 'x'.repeat(2 * 1024 * 1024) })

    expect(status).toBe(404)
  })

  it.each(
    paths.flatMap((path) =>
      ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => [method, path] as const),
    ),
  )('%s %s is taken, or refused with the methods that are', async (method, path) => {
    const { status, headers, body } = await server.send(method, path, { key: '' })
    const own = wireRoutes
      .filter((route) => route.path.replace('::', ':').replace(':id', '1') === path)
      .map((route): string => route.method)
    const allowed = own.includes('GET') ? [...own, 'HEAD'] : own

    if (allowed.includes(method)) return expect(status).toBe(401)
    expect(status).toBe(405)
    expect(headers['allow']).toBe(allowed.join(', '))
    if (method !== 'HEAD') expect(body).toMatchObject({ code: 12, details: [] })
  })

  it.each(['/%zz', '/runtimes/%E0%A4%A', '/dockercredentials/%', '/runtimerepos/%C3%28'])(
    'as the unreadable path %s is refused in the form of the API',
    async (path) => {
      const { status, body } = await server.send('DELETE', path)

      expect(status).toBe(400)
      expect(body).toEqual({
        error: expect.stringContaining('The request cannot be read'),
        code: 3,
        message: expect.stringContaining('The request cannot be read'),
        details: [],
      })
    },
  )

  it('as a part of a path that is too long is refused in the form of the API', async () => {
    const { status, body } = await server.send('DELETE', `/dockercredentials/${'x'.repeat(3000)}`)

    expect([status, body['code'], String(body['message']).length < 600]).toEqual([400, 3, true])
  })
})

describe('HEAD', () => {
  it('has what GET has, but the body', async () => {
    const { status, headers, body } = await server.send('HEAD', '/runtimes')

    expect([status, body]).toEqual([200, {}])
    expect(headers['content-type']).toContain('application/json')
    expect(Number(headers['content-length'])).toBeGreaterThan(2)
  })
})

describe('a body', () => {
  it.each([
    ['application/json', '{"name":"a","url":"https://a.example.com/f.json"}'],
    ['application/json; charset=utf-8', '{"name":"b","url":"https://b.example.com/f.json"}'],
    ['text/plain', '{"name":"c","url":"https://c.example.com/f.json"}'],
    ['application/x-www-form-urlencoded', '{"name":"d","url":"https://d.example.com/f.json"}'],
    [undefined, '{"name":"e","url":"https://e.example.com/f.json"}'],
  ])('of the type %s is read as JSON', async (type, body) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    const { status, body: answer } = await server.send('POST', '/runtimerepos', { body, headers })

    expect([status, answer]).toEqual([
      200,
      { id: expect.any(Number), ...(JSON.parse(body) as Record<string, unknown>) },
    ])
  })

  it.each([
    ['application/json', '{"name":'],
    ['application/json', '["name"]'],
    ['application/json', 'null'],
    ['multipart/form-data; boundary=x', '--x--\r\n'],
    ['nonsense', ''],
    ['', ''],
  ])('of the type %s that is no object is refused: %s', async (type, body) => {
    const headers = { 'content-type': type }
    const { status, body: answer } = await server.send('POST', '/runtimerepos', { body, headers })

    expect(status).toBe(400)
    expect(answer).toMatchObject({ code: 3 })
  })

  it('that is too large is refused', async () => {
    const { status, body, headers } = await server.send('POST', '/runtimerepos', {
      body: { name: 'x'.repeat(1024 * 1024) },
    })

    expect([status, body['message']]).toEqual([400, 'The body is larger than 1048576 bytes'])
    expect(headers['connection']).toBe('close')
  })

  it.each([
    [{ name: 'x', Name: null, url: 'https://x.example.com/f.json', id: 77, unknown: { deep: [1] } }, 200],
    [{ name: 'x', runtimeRepo: 1, runtime_repo: 2, url: 'https://y.example.com/f.json' }, 400],
  ])('%j may have members that nobody knows, but none by two names', async (body, expected) => {
    expect((await server.send('POST', '/runtimerepos', { body })).status).toBe(expected)
  })
})

describe('a query', () => {
  it.each([
    'page_size=1',
    'pageSize=1',
    'page_size=5&page_size=1',
    'page_size=1&whatever=2&whatever=3',
    'page_size=1&search_filter=&sort=&page_token=',
    'page%5Fsize=1',
  ])('%s is understood', async (query) => {
    const { status, body } = await server.send('GET', '/runtimerepos', { query })

    expect(status).toBe(200)
    expect(body['runtimerepos']).toHaveLength(1)
  })

  it('that names a parameter twice, in both of its forms, is refused', async () => {
    const { status, body } = await server.send('GET', '/runtimerepos', { query: 'pageSize=1&page_size=2' })

    expect([status, body['code']]).toEqual([400, 3])
  })
})

describe('the other faces', () => {
  it('answer in their own forms', async () => {
    const get = (url: string) => server.app.inject({ method: 'GET', url })

    expect((await get('/v1/runtimes')).json()).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect((await get('/v1/%zz')).headers['content-type']).toContain('application/problem+json')
    expect((await get('/api/v1/imagecatalog/listCustomCatalogs')).json()).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
    })
    expect((await get('/api/v1/%zz')).json()).toEqual({
      code: 'INVALID_ARGUMENT',
      message: expect.any(String),
    })
    expect((await get('/api/v20/runtimes')).headers['content-type']).toContain('application/problem+json')
  })
})

describe('a failure', () => {
  it('tells nothing of its cause', async () => {
    const failing = await startCml()
    failing.ledger.snapshot = () => {
      throw new Error('secret of the inside')
    }
    const { status, body } = await failing.send('GET', '/runtimes')
    await failing.close()

    const message = 'The request failed for a reason that is in the log'
    expect([status, body]).toEqual([500, { error: message, code: 13, message, details: [] }])
  })
})
