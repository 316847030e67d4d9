import { requireProgram } from '@ingot/testkit'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSource, type SourceServer } from '../testing/source-server.ts'
import { fetchSource, type FetchOptions } from './fetch-source.ts'

const text = '{"images": {"cdh-images": [], "name": "Größe ①"}}'
const opened: SourceServer[] = []

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

async function source(answer: RequestListener, tls?: { key: string; cert: string }): Promise<SourceServer> {
  const server = await startSource(answer, tls)
  opened.push(server)
  return server
}

function fetched(server: SourceServer, options: FetchOptions = {}) {
  return fetchSource(`${server.url}/catalog.json`, { allowHost: server.host, timeLimit: 5000, ...options })
}

describe('fetchSource()', () => {
  it('answers the text and what the source says of its version', async () => {
    const server = await source((_request, response) => {
      response.setHeader('etag', '"1"').setHeader('last-modified', 'Sat, 21 Nov 2026 10:00:00 GMT')
      response.end(text)
    })

    await expect(fetched(server)).resolves.toEqual({
      status: 'fetched',
      text,
      etag: '"1"',
      lastModified: 'Sat, 21 Nov 2026 10:00:00 GMT',
    })
  })

  it('sends no more than it has to: no credential, no cookie, no referrer', async () => {
    const server = await source((_request, response) => {
      response.setHeader('set-cookie', 'session=1').end(text)
    })

    await fetched(server)
    await fetched(server)

    const names = server.requests().map((headers) => Object.keys(headers).toSorted())
    const least = ['accept', 'accept-encoding', 'connection', 'host', 'user-agent']
    expect(names).toEqual([least, least])
    expect(server.requests()[0]).toMatchObject({ host: server.host, 'user-agent': 'ingot' })
  })

  it('asks for what is newer than what is known', async () => {
    const server = await source((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.end(text)
    })

    await expect(fetched(server, { known: { etag: '"1"', lastModified: 'then' } })).resolves.toEqual({
      status: 'not-modified',
    })
    expect(server.requests()[0]).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'then' })
    await expect(fetched(server, { known: { etag: '"0"' } })).resolves.toMatchObject({ status: 'fetched' })
    await expect(fetched(server, { known: {} })).resolves.toMatchObject({ status: 'fetched' })
  })

  it('keeps no validator that is too long to be one', async () => {
    const server = await source((_request, response) =>
      response.setHeader('etag', 'x'.repeat(5000)).end(text),
    )

    await expect(fetched(server)).resolves.toEqual({ status: 'fetched', text })
  })

  it.each([
    ['nothing', (bytes: Buffer) => bytes, ''],
    ['identity', (bytes: Buffer) => bytes, 'identity'],
    ['gzip', gzipSync, 'gzip'],
    ['gzip by its old name', gzipSync, 'X-GZIP'],
    ['Brotli', brotliCompressSync, 'br'],
    ['deflate', deflateSync, 'deflate'],
    ['deflate without its header', deflateRawSync, 'deflate'],
  ])('reads a text encoded with %s, by its length or in chunks', async (_, encode, encoding) => {
    const bytes = encode(Buffer.from(text))
    const server = await source((request, response) => {
      if (encoding !== '') response.setHeader('content-encoding', encoding)
      if (request.headers['if-none-match'] === undefined) response.setHeader('content-length', bytes.length)
      response.end(bytes)
    })

    await expect(fetched(server)).resolves.toMatchObject({ text })
    await expect(fetched(server, { known: { etag: '"0"' } })).resolves.toMatchObject({ text })
  })

  it('reads past a byte order mark', async () => {
    const server = await source((_request, response) => response.end(`\ufeff${text}`))

    await expect(fetched(server)).resolves.toMatchObject({ text })
  })

  it('reads a text that is exactly as large as it may be, and none that is larger', async () => {
    const server = await source((_request, response) => response.end('x'.repeat(1000)))

    await expect(fetched(server, { sizeLimit: 1000 })).resolves.toMatchObject({ status: 'fetched' })
    await expect(fetched(server, { sizeLimit: 999 })).rejects.toMatchObject({ code: 'SOURCE_INVALID' })
  })

  it('finds an allowed host by its name, asking once', async () => {
    const server = await source((_request, response) => response.end(text))
    const asked: string[] = []
    const host = `catalogs.internal:${server.port}`

    const answer = await fetchSource(`http://${host}/c.json`, {
      allowHost: host,
      lookup: async (name) => {
        asked.push(name)
        return ['127.0.0.1']
      },
    })

    expect(answer).toMatchObject({ text })
    expect(asked).toEqual(['catalogs.internal'])
    expect(server.requests()[0]).toMatchObject({ host })
  })

  it('ends when it is told to', async () => {
    const server = await source(() => undefined)
    const stop = new AbortController()
    const fetching = fetched(server, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('the server closes')), 20)

    await expect(fetching).rejects.toThrow(
      `Failed to get image catalog from '${server.url}/catalog.json' due to: 'the server closes'`,
    )
  })

  it('says where nobody listens', async () => {
    const server = await source((_request, response) => response.end(text))
    await server.close()

    await expect(fetched(server)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })
})

const openssl = requireProgram('openssl')

describe.skipIf(openssl === undefined)('fetchSource() over TLS', () => {
  let folder: string
  let key: string
  let cert: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ingot-tls-'))
    const name = (file: string) => join(folder, file)
    const subject = ['-subj', '/CN=catalogs.internal', '-addext', 'subjectAltName=DNS:catalogs.internal']
    const out = ['-keyout', name('key.pem'), '-out', name('cert.pem')]
    const make = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
    ]
    execFileSync(openssl ?? '', [...make, ...subject, ...out], { stdio: 'ignore' })
    key = readFileSync(name('key.pem'), 'utf8')
    cert = readFileSync(name('cert.pem'), 'utf8')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function fetchedAs(name: string, options: FetchOptions) {
    const server = await source((_request, response) => response.end(text), { key, cert })
    const host = `${name}:${server.port}`
    const lookup = async () => ['127.0.0.1']
    return fetchSource(`https://${host}/c.json`, { allowHost: host, lookup, timeLimit: 5000, ...options })
  }

  it('trusts whom it is told to trust', async () => {
    await expect(fetchedAs('catalogs.internal', { trustedCertificates: [cert] })).resolves.toMatchObject({
      text,
    })
  })

  it.each([
    ['nobody signed', 'catalogs.internal', false],
    ['is of another name', 'mirror.internal', true],
  ])('refuses a certificate that %s, though its host is allowed', async (_, name, isTrusted) => {
    const fetching = fetchedAs(name, isTrusted ? { trustedCertificates: [cert] } : {})

    await expect(fetching).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringMatching(/self-signed certificate|does not match certificate/),
    })
  })

  it('speaks no plain HTTP where TLS was asked for', async () => {
    const server = await source((_request, response) => response.end(text))

    const fetching = fetchSource(`https://${server.host}/c.json`, { allowHost: server.host, timeLimit: 5000 })

    await expect(fetching).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' })
    expect(server.requests()).toEqual([])
  })
})
