import type { RegistryFault, FaultTarget } from '@ingot/testkit'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askEverything, learn, limitRegistries, type Known } from '../testing/ask-everything.ts'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { withstood } from '../testing/withstood.ts'

let site: RuntimeSite
let known: Known

/** Short times: the usual ones are a test of their own. */
const limits = { answerTime: 400, idleTime: 400, totalTime: 2000, firstWait: 10, longestWait: 200 }

beforeAll(async () => {
  site = await openRuntimeSite()
  known = await learn(site)
  limitRegistries(site, limits)
})

afterEach(() => {
  site.registry.faults.clear()
  site.registry.auth = undefined
  // What was learned of how it lets callers in is forgotten with the connections.
  limitRegistries(site, limits)
})

afterAll(() => site.close())

const everything = { path: '/v2/' }
const bodies = { path: '/v2/', method: 'GET' }
const manifests = { path: '/manifests/' }

/** What is told where nothing can be read. */
const unreadable = (code: string) => ({
  validated: [code],
  deep: [code],
  added: 'RUNTIME_REFUSED',
  based: code === 'imageRefused' ? 'REGISTRY_REFUSED' : 'REGISTRY_UNREACHABLE',
  refreshed: 'failed',
  synced: ['LABELS_UNREAD'],
  drifted: 'unreachable',
  mirrored: 'unreachable',
})

describe('a registry that means harm', () => {
  it.each<[string, RegistryFault, FaultTarget, string]>([
    ['says nothing', { kind: 'stall' }, everything, 'imageUnreachable'],
    ['stops after a few bytes', { kind: 'stall', after: 5 }, bodies, 'imageUnreachable'],
    ['gives a byte now and then', { kind: 'slow', delay: 100, piece: 1 }, bodies, 'imageUnreachable'],
    ['hangs up', { kind: 'cut', after: 0 }, bodies, 'imageUnreachable'],
    ['hangs up within an answer', { kind: 'cut', after: 20 }, bodies, 'imageUnreachable'],
    ['sends round in circles', { kind: 'redirect', to: (path) => path }, everything, 'imageRefused'],
    ['sends ever further', { kind: 'redirect', to: (path) => `${path}x` }, everything, 'imageRefused'],
    ['sends to a file', { kind: 'redirect', to: 'file:///etc/passwd' }, everything, 'imageRefused'],
    [
      'sends to another place without TLS',
      { kind: 'redirect', to: 'http://169.254.169.254/latest' },
      everything,
      'imageRefused',
    ],
    [
      'sends along a password',
      { kind: 'redirect', to: 'https://u:p@example.com/' },
      everything,
      'imageRefused',
    ],
    ['has too much to do, for ever', { kind: 'refuse', status: 429 }, everything, 'imageUnreachable'],
    [
      'has too much to do, for a second each time',
      { kind: 'refuse', status: 429, headers: { 'retry-after': '1' } },
      everything,
      'imageUnreachable',
    ],
    [
      'has too much to do, for thirty years',
      { kind: 'refuse', status: 429, headers: { 'retry-after': '999999999' } },
      everything,
      'imageUnreachable',
    ],
    [
      'has too much to do, until long ago',
      { kind: 'refuse', status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } },
      everything,
      'imageUnreachable',
    ],
    ['is ill', { kind: 'refuse', status: 500, body: 'x'.repeat(1_000_000) }, everything, 'imageUnreachable'],
    [
      'lets nobody in',
      { kind: 'refuse', status: 401, headers: { 'www-authenticate': 'Bearer '.repeat(500) } },
      everything,
      'imageUnauthorized',
    ],
    [
      'asks for what nobody knows',
      { kind: 'refuse', status: 401, headers: { 'www-authenticate': `Digest ${'a=b,'.repeat(1000)}` } },
      everything,
      'imageUnauthorized',
    ],
    [
      'answers with something else',
      { kind: 'refuse', status: 206, body: '{}' },
      everything,
      'imageMalformed',
    ],
    ['answers with nothing', { kind: 'refuse', status: 204 }, everything, 'imageMalformed'],
    [
      'answers with a page',
      { kind: 'refuse', status: 200, body: '<html>', headers: { 'content-type': 'text/html' } },
      { path: '/manifests/', method: 'GET' },
      'imageMalformed',
    ],
    ['gives a gigabyte', { kind: 'huge', size: 2 ** 30 }, bodies, 'imageMalformed'],
    [
      'says that there is more than there is',
      { kind: 'headers', headers: { 'content-length': '99999999' } },
      bodies,
      'imageMalformed',
    ],
    [
      'says a length that is none',
      { kind: 'headers', headers: { 'content-length': '-5' } },
      bodies,
      'imageMalformed',
    ],
    [
      'lies about digests',
      { kind: 'headers', headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } },
      { path: '/manifests/', method: 'GET' },
      'imageMalformed',
    ],
    [
      'calls an image an index',
      { kind: 'headers', headers: { 'content-type': 'application/vnd.oci.image.index.v1+json' } },
      { path: '/manifests/', method: 'GET' },
      'imageMalformed',
    ],
  ])('is told of in every answer, and nothing is stored: it %s', async (_, fault, target, code) => {
    site.registry.faults.add(fault, target)
    const told = await askEverything(site, known)

    expect(told).toMatchObject({
      ...unreadable(code),
      drifted: expect.any(String),
      mirrored: expect.any(String),
    })
    if (target.method === undefined) expect(told).toEqual(unreadable(code))
  })

  it('cannot pass off another image by what it says of it', async () => {
    const digest = site.registry.content.manifest('team/added', '1.0')?.digest ?? ''
    const other = site.registry.content.manifest('team/other', '1.0')!
    site.registry.setTag(
      'team/added',
      '1.0',
      site.registry.putManifest('team/added', other.bytes, other.mediaType),
    )
    site.registry.faults.add({ kind: 'headers', headers: { 'docker-content-digest': digest } }, manifests)
    const { answer } = await withstood(site, () => site.client.verifyMirror({ body: {} }))
    site.registry.setTag('team/added', '1.0', digest)

    expect(answer?.checks).toMatchObject([
      { status: 'unreachable', message: expect.stringContaining('nothing of it is used') },
    ])
  })

  it.each<[string, RegistryFault]>([
    ['nothing comes', { kind: 'stall' }],
    ['half of it comes', { kind: 'stall', after: 10 }],
    ['there are too many', { kind: 'refuse', status: 429, headers: { 'retry-after': '1' } }],
    ['it leads in circles', { kind: 'redirect', to: (path) => path }],
    ['it leads elsewhere', { kind: 'redirect', to: 'https://example.com/token' }],
    ['it is no token', { kind: 'other-bytes', bytes: Buffer.from('{"token":{"__proto__":1}}') }],
    ['it could end a header', { kind: 'other-bytes', bytes: Buffer.from('{"token":"a\\r\\nb: c"}') }],
    ['it is a megabyte', { kind: 'huge', size: 1_000_000 }],
  ])('gives no token: %s', async (_, fault) => {
    site.registry.auth = { kind: 'token' }
    site.registry.faults.add(fault, { path: '/token' })
    const told = await askEverything(site, known)

    expect(told).toMatchObject({
      added: 'RUNTIME_REFUSED',
      refreshed: 'failed',
      drifted: 'unreachable',
      mirrored: 'unreachable',
    })
    expect(told.validated).toHaveLength(1)
  })

  it.each<[string, RegistryFault, string]>([
    ['says nothing', { kind: 'stall' }, 'imageUnreachable'],
    ['stops in the middle', { kind: 'stall', after: 100 }, 'imageUnreachable'],
    ['gives a byte now and then', { kind: 'slow', delay: 50, piece: 1 }, 'imageUnreachable'],
    ['gives more than it said', { kind: 'huge', size: 10_000_000 }, 'imageMalformed'],
    ['gives other bytes', { kind: 'other-bytes' }, 'imageMalformed'],
    ['has too much to do', { kind: 'refuse', status: 429 }, 'imageUnreachable'],
    ['sends in circles', { kind: 'redirect', to: (path) => path }, 'imageRefused'],
  ])('is told of beside all that is known without the layers: of a layer it %s', async (_, fault, code) => {
    limitRegistries(site, { ...limits, blobTime: 1500 })
    const { layers } = JSON.parse(
      Buffer.from(site.registry.content.manifest('team/other', '1.0')!.bytes).toString(),
    ) as { layers: { digest: string }[] }
    site.registry.faults.add(fault, { path: layers.at(-1)!.digest })
    const { answer } = await withstood(site, () => site.validate(known.other, { deep: true }))

    expect(answer).toMatchObject({
      valid: false,
      deep: false,
      identity: { edition: 'Other' },
      base: { verdict: 'PROVEN' },
    })
    expect(answer?.findings[0]?.code).toBe(code)
  })
})

describe('what is no registry at all', () => {
  let server: Server
  let answer: (socket: Socket) => void = () => undefined
  const open = new Set<Socket>()

  beforeAll(async () => {
    server = createServer((socket) => {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.once('data', () => answer(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  afterAll(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })

  /** Writes as long as somebody reads. */
  const endlessly = (text: string) => (socket: Socket) => {
    const write = () => {
      while (!socket.destroyed && socket.write(text));
      if (!socket.destroyed) socket.once('drain', write)
    }
    write()
  }

  it.each<[string, (socket: Socket) => void]>([
    ['takes what it is sent', () => undefined],
    ['hangs up at once', (socket) => socket.destroy()],
    ['speaks something else', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    ['answers without a head that ends', endlessly('HTTP/1.1 200 OK\r\nx: y\r\nx: y\r\n')],
    [
      'has a head without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        endlessly(`x: ${'y'.repeat(1000)}\r\n`)(socket)
      },
    ],
    ['says that more comes, without end', endlessly('HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n')],
    [
      'sends chunks that are none',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'),
    ],
    [
      'sends tiny chunks without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
        endlessly('1\r\n \r\n'.repeat(1000))(socket)
      },
    ],
    [
      'turns to another protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
  ])('is told of: it %s', async (_, act) => {
    answer = act
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('Expected a port')
    const reference = `127.0.0.1:${address.port}/team/x:1.0`
    const [validated, refused] = [
      await withstood(site, () => site.validate(reference, { deep: true })),
      await withstood(site, () => site.allow(reference, 'os')),
    ]

    expect(validated.answer).toMatchObject({ valid: false, bytes: expect.any(Number) })
    expect(validated.answer?.findings[0]?.code).toMatch(/^image(?:Unreachable|Malformed)$/)
    expect(refused.refusal?.code).toBe('REGISTRY_UNREACHABLE')
  })
})
