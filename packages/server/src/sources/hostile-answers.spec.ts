import type { IngotError } from '@ingot/contract'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../testing/refusal-of.ts'
import { startRawSource, startSource, type SourceServer } from '../testing/source-server.ts'
import { fetchSource, type FetchOptions } from './fetch-source.ts'

const bucket = 'bucket.s3.amazonaws.com'
let victim: SourceServer
const opened: SourceServer[] = []

beforeEach(async () => {
  victim = await startSource((_request, response) => response.end('{"secret": true}'))
  opened.push(victim)
})

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

async function source(answer: RequestListener): Promise<SourceServer> {
  const server = await startSource(answer)
  opened.push(server)
  return server
}

async function rawSource(converse: (socket: Socket) => void): Promise<SourceServer> {
  const server = await startRawSource(converse)
  opened.push(server)
  return server
}

function refusalFrom(url: string, options: FetchOptions): Promise<IngotError> {
  return refusalOf(fetchSource(url, { timeLimit: 5000, ...options }))
}

describe('a source that sends on', () => {
  const leads = (server: SourceServer) => (to: string) =>
    to.replace('VICTIM', String(victim.port)).replace('SELF', String(server.port))

  it.each([
    ['the victim', 'http://127.0.0.1:VICTIM/'],
    ['the victim by its name', 'http://localhost:VICTIM/'],
    ['the victim without a scheme', '//127.0.0.1:VICTIM/'],
    ['the victim over TLS', 'https://127.0.0.1:VICTIM/'],
    ['the victim in decimal', 'http://2130706433:VICTIM/'],
    ['the victim by IPv6', 'http://[::ffff:127.0.0.1]:VICTIM/'],
    ['the victim behind the name of the source', 'http://127.0.0.1:SELF@127.0.0.1:VICTIM/'],
    ['the victim with backslashes', '\\\\127.0.0.1:VICTIM\\'],
    ['metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['a storage service', 'https://bucket.s3.amazonaws.com/catalog.json'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:application/json,{}'],
    ['itself', 'http://127.0.0.1:SELF/catalog.json'],
    ['another path of itself', '/other.json'],
    ['itself with credentials', 'http://user:password@127.0.0.1:SELF/'],
    ['nothing', ''],
    ['nowhere', 'http://'],
  ])('is not followed to %s', async (_, to) => {
    const server: SourceServer = await source((_request, response) => {
      response.writeHead(302, { location: leads(server)(to) }).end()
    })

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host })

    expect(refusal.code).toBe('SOURCE_REFUSED')
    expect(refusal.faults.map((fault) => fault.code)).toEqual(['SOURCE_REDIRECT'])
    expect(server.requests()).toHaveLength(1)
    expect(victim.connections()).toBe(0)
  })

  it.each([301, 302, 303, 307, 308])('is not followed with status %i', async (status) => {
    const server = await source((_request, response) => {
      response.writeHead(status, { location: `${victim.url}/` }).end()
    })

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host })

    expect(refusal.code).toBe('SOURCE_REFUSED')
    expect(victim.connections()).toBe(0)
  })

  it.each([300, 304, 305, 306])('says status %i, and follows it nowhere', async (status) => {
    const server = await source((_request, response) => {
      response.writeHead(status, { location: `${victim.url}/`, refresh: `0; url=${victim.url}/` }).end()
    })

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host })

    expect(refusal.code).toBe('SOURCE_UNREACHABLE')
    expect(victim.connections()).toBe(0)
  })

  /** A storage service on the port of a test server, which an administrator allowed. */
  function bucketOf(server: SourceServer) {
    const host = `${bucket}:${server.port}`
    const options: FetchOptions = { allowHost: host, lookup: async () => ['127.0.0.1'] }
    return { url: `http://${host}/1`, origin: `http://${host}`, options }
  }

  it('is followed three times within a storage service, carrying nothing along', async () => {
    const server = await source((request, response) => {
      const step = Number(request.url?.slice(1))
      if (step > 3) return response.end('{}')
      return response.writeHead(307, { location: `/${step + 1}`, 'set-cookie': 'session=1' }).end()
    })
    const { url, options } = bucketOf(server)

    await expect(fetchSource(url, options)).resolves.toEqual({ status: 'fetched', text: '{}' })
    expect(server.requests()).toHaveLength(4)
    for (const headers of server.requests()) {
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('authorization')
    }
  })

  it('is not followed a fourth time, nor in a circle', async () => {
    const server = await source((_request, response) => response.writeHead(302, { location: '/1' }).end())
    const { url, options } = bucketOf(server)

    const refusal = await refusalFrom(url, options)

    expect(refusal.message).toContain('more than 3 times')
    expect(server.requests()).toHaveLength(4)
  })

  it.each([
    ['another bucket', 'http://other.s3.amazonaws.com:SELF/'],
    ['the victim', 'http://127.0.0.1:VICTIM/'],
    ['another port', `http://${bucket}:VICTIM/`],
    ['another scheme', `https://${bucket}:SELF/`],
  ])('is not followed from a storage service to %s', async (_, to) => {
    const server: SourceServer = await source((_request, response) => {
      response.writeHead(302, { location: leads(server)(to) }).end()
    })
    const { url, options } = bucketOf(server)

    const refusal = await refusalFrom(url, options)

    expect(refusal.faults.map((fault) => fault.code)).toEqual(['SOURCE_REDIRECT'])
    expect(server.requests()).toHaveLength(1)
    expect(victim.connections()).toBe(0)
  })

  it('does not show the signature of where it sends to', async () => {
    const server = await source((_request, response) => {
      response.writeHead(302, { location: 'https://user:hidden@cdn.example/c.json?sig=hidden' }).end()
    })

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host })

    expect(refusal.message).toContain('https://cdn.example/c.json?…')
    expect(refusal.message).not.toContain('hidden')
  })
})

const bomb = Buffer.alloc(64 * 1024 * 1024)

describe('a source that answers what nobody can use', () => {
  const answers: [string, RequestListener, string][] = [
    [
      'more than the limit, and says so',
      (_, response) => response.writeHead(200, { 'content-length': 1e9 }).write('x'),
      'at most',
    ],
    [
      'more than the limit in chunks',
      (_, response) => endless(() => response.write(Buffer.alloc(65_536))),
      'at most',
    ],
    ['a bomb of gzip', encoded('gzip', gzipSync(bomb)), 'at most'],
    ['a bomb of Brotli', encoded('br', brotliCompressSync(bomb)), 'at most'],
    ['a bomb of deflate', encoded('deflate', deflateSync(bomb)), 'at most'],
    ['gzip that is none', encoded('gzip', Buffer.from('{}')), 'Cannot decode'],
    ['half of a gzip', encoded('gzip', gzipSync('{"images": {}}').subarray(0, 20)), 'Cannot decode'],
    ['Brotli that is none', encoded('br', Buffer.from('{}{}{}{}')), 'Cannot decode'],
    ['deflate that is none', encoded('deflate', Buffer.from('{}{}{}{}')), 'Cannot decode'],
    ['gzip within gzip', encoded('gzip, gzip', gzipSync(gzipSync('{}'))), 'Expected the encoding'],
    ['an unknown encoding', encoded('compress', Buffer.from('{}')), 'Expected the encoding'],
    [
      'bytes that are not UTF-8',
      (_, response) => response.end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
      'UTF-8',
    ],
    ['UTF-16', (_, response) => response.end(Buffer.from('\ufeff{}', 'utf16le')), 'UTF-8'],
    ['half of a character', (_, response) => response.end(Buffer.from('{"ö').subarray(0, 3)), 'UTF-8'],
    ['half of a surrogate pair', (_, response) => response.end(Buffer.from([0xed, 0xa0, 0x80])), 'UTF-8'],
  ]

  it.each(answers)('is invalid: %s', async (_, answer, message) => {
    const server = await source(answer)

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host })

    expect(refusal.code).toBe('SOURCE_INVALID')
    expect(refusal.message).toContain(message)
  })

  it.each([
    [204, '204 No Content'],
    [206, '206 Partial Content'],
    [304, '304 Not Modified'],
    [401, '401 Unauthorized'],
    [404, '404 Not Found'],
    [503, '503 Service Unavailable'],
  ])('is unreachable: status %i', async (status, reason) => {
    const server = await source((_request, response) => {
      response.writeHead(status, { 'www-authenticate': 'Basic' }).end()
    })

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host })

    expect(refusal.code).toBe('SOURCE_UNREACHABLE')
    expect(refusal.message).toBe(
      `Failed to get image catalog from '${server.url}/c.json' due to: '${reason}'`,
    )
  })
})

describe('a source that does not speak as it should', () => {
  const head = 'HTTP/1.1 200 OK\r\n'
  const conversations: [string, (socket: Socket) => void][] = [
    ['closes at once', (socket) => socket.destroy()],
    ['is silent', () => undefined],
    ['greets like SSH', (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n')],
    ['has no end of headers', (socket) => endless(() => socket.write('X-Header: value\r\n'), head, socket)],
    [
      'has one endless header',
      (socket) => endless(() => socket.write('x'.repeat(10_000)), `${head}X: `, socket),
    ],
    ['has a header of 1 MB', (socket) => socket.write(`${head}ETag: ${'x'.repeat(1_000_000)}\r\n\r\n`)],
    [
      'goes on and on about going on',
      (socket) => endless(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), '', socket),
    ],
    ['drips its headers', (socket) => endless(() => socket.write('x'), head, socket, 50)],
    [
      'drips its body',
      (socket) => endless(() => socket.write('x'), `${head}content-length: 100000\r\n\r\n`, socket, 50),
    ],
    ['ends before its length', (socket) => socket.end(`${head}content-length: 100\r\n\r\n{}`)],
    ['ends within a chunk', (socket) => socket.end(`${head}transfer-encoding: chunked\r\n\r\nff\r\n{}`)],
    [
      'breaks off within its body',
      (socket) => socket.write(`${head}content-length: 9\r\n\r\n{}`, () => socket.resetAndDestroy()),
    ],
    ['has two lengths', (socket) => socket.end(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`)],
    ['has a negative length', (socket) => socket.end(`${head}content-length: -1\r\n\r\n{}`)],
    [
      'has a length and chunks',
      (socket) => socket.end(`${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`),
    ],
    [
      'has chunks without a size',
      (socket) => socket.end(`${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}`),
    ],
    [
      'wants another protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
    ],
  ]

  it.each(conversations)('is unreachable within the time that it has: it %s', async (_, converse) => {
    const server = await rawSource((socket) => {
      socket.once('data', () => converse(socket))
    })
    const started = performance.now()

    const refusal = await refusalFrom(`${server.url}/c.json`, { allowHost: server.host, timeLimit: 400 })

    expect(refusal.code).toBe('SOURCE_UNREACHABLE')
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('is unreachable where the resolver never answers, or finds nothing', async () => {
    const hanging: FetchOptions = { lookup: () => new Promise(() => undefined), timeLimit: 200 }
    const empty: FetchOptions = { lookup: async () => [] }

    const slow = await refusalFrom('https://catalogs.example/c.json', hanging)
    const none = await refusalFrom('https://catalogs.example/c.json', empty)

    expect(slow).toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('within 200 ms'),
    })
    expect(none).toMatchObject({ code: 'SOURCE_UNREACHABLE', message: expect.stringContaining('no address') })
  })
})

function encoded(encoding: string, bytes: Buffer): RequestListener {
  return (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes)
}

/** Writes again and again, until the other side has had enough. */
function endless(write: () => boolean, start = '', socket?: Socket, pause = 0): void {
  socket?.write(start)
  let writes = 0
  const timer = setInterval(() => {
    writes += 1
    write()
    if (writes > 2000 || socket?.destroyed === true) clearInterval(timer)
  }, pause)
  timer.unref()
}
