import {
  buildImage,
  buildIndex,
  digestOf,
  mediaType,
  startFakeRegistry,
  type FakeRegistry,
} from '@ingot/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RegistryClient } from './registry-client.ts'
import { bytesOf, clientFor, errorOf, referenceTo } from './testing/client-for.ts'
import { startServer } from './testing/start-server.ts'

let registry: FakeRegistry
let client: RegistryClient
const image = buildImage({ layers: [[{ path: 'etc/motd', content: 'hello '.repeat(50_000) }]] })
const { digest: layerDigest, content } = image.layers[0]!
const layer = { digest: layerDigest, size: content instanceof Uint8Array ? content.length : content.size }

beforeAll(async () => {
  registry = await startFakeRegistry()
  client = clientFor([registry])
  registry.push('team/app', 'v1', image)
  registry.push('team/app', 'many', buildIndex({ manifests: [image] }))
})

afterAll(async () => {
  client.close()
  await registry.close()
})

beforeEach(() => {
  registry.faults.clear()
  registry.requests.length = 0
  registry.habits.referrers = true
  registry.habits.pageSize = 1000
})

const asked = () => registry.requests.map(({ method, path }) => `${method} ${path}`)

describe('resolve()', () => {
  it('tells what a tag leads to by one HEAD', async () => {
    const resolved = await client.resolve(referenceTo(registry, 'team/app:v1'))

    expect(resolved).toEqual({
      digest: image.digest,
      mediaType: mediaType.ociManifest,
      size: image.bytes.length,
    })
    expect(asked()).toEqual(['HEAD /v2/team/app/manifests/v1'])
    expect(registry.requests[0]?.accept?.split(', ').toSorted()).toEqual(
      [mediaType.dockerList, mediaType.dockerManifest, mediaType.ociIndex, mediaType.ociManifest].toSorted(),
    )
  })

  it.each([
    ['HEAD is refused', { kind: 'refuse', status: 405 }],
    ['HEAD tells no digest', { kind: 'headers', headers: { 'docker-content-digest': undefined } }],
    [
      'HEAD tells a digest of another kind',
      { kind: 'headers', headers: { 'docker-content-digest': 'sha512:1' } },
    ],
    ['HEAD tells no media type', { kind: 'headers', headers: { 'content-type': undefined } }],
  ] as const)('reads the manifest where %s', async (_, fault) => {
    registry.faults.add(fault, { method: 'HEAD' })

    await expect(client.resolve(referenceTo(registry, 'team/app:v1'))).resolves.toMatchObject({
      digest: image.digest,
    })
    expect(asked()).toEqual(['HEAD /v2/team/app/manifests/v1', 'GET /v2/team/app/manifests/v1'])
  })

  it('reads the manifest where HEAD tells no size', async () => {
    const server = await startServer((request, response) => {
      const headers = { 'content-type': mediaType.ociManifest, 'docker-content-digest': image.digest }
      response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : image.bytes)
    })
    const own = clientFor([server])

    await expect(own.resolve(referenceTo(server, 'team/app:v1'))).resolves.toMatchObject({
      size: image.bytes.length,
    })
    expect(server.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
    own.close()
    await server.close()
  })

  it('refuses another digest than the one that was asked for', async () => {
    registry.faults.add({ kind: 'headers', headers: { 'docker-content-digest': layer.digest } })
    const error = await errorOf(client.resolve(referenceTo(registry, `team/app@${image.digest}`)))

    expect(error.kind).toBe('digest-mismatch')
    expect(error.message).toContain(image.digest)
  })

  it.each([
    [
      'team/app:v2',
      /"team\/app" on the registry "127.0.0.1:\d+" does not have the manifest "v2"; check its name/,
    ],
    ['team/other:v1', /"team\/other" .* does not have the manifest "v1"/],
  ])('says what is not there: %s', async (name, sentence) => {
    const error = await errorOf(client.resolve(referenceTo(registry, name)))

    expect(error).toMatchObject({ kind: 'not-found', status: 404 })
    expect(error.message).toMatch(sentence)
  })
})

describe('manifest()', () => {
  it('reads the bytes of a tag, of a digest and of latest', async () => {
    registry.setTag('team/app', 'latest', image.digest)
    for (const name of [
      'team/app:v1',
      `team/app@${image.digest}`,
      `team/app:gone@${image.digest}`,
      'team/app',
    ]) {
      const { bytes, ...rest } = await client.manifest(referenceTo(registry, name))

      expect(Buffer.from(bytes).equals(image.bytes)).toBe(true)
      expect(rest).toEqual({
        digest: image.digest,
        mediaType: mediaType.ociManifest,
        size: image.bytes.length,
      })
    }
    registry.deleteTag('team/app', 'latest')
  })

  it.each([
    ['of a digest, whatever the registry says of it', `team/app@${image.digest}`, {}],
    ['of a tag, which the registry tells the digest of', 'team/app:v1', {}],
  ])('refuses other bytes: %s', async (_, name) => {
    registry.faults.add({ kind: 'other-bytes' })

    expect(await errorOf(client.manifest(referenceTo(registry, name)))).toMatchObject({
      kind: 'digest-mismatch',
    })
  })

  it('refuses bytes of a digest that agree only with what the registry says', async () => {
    const other = buildImage({ env: { A: '1' } })
    registry.putManifest('team/app', other.bytes, other.mediaType, image.digest)
    registry.faults.add({ kind: 'headers', headers: { 'docker-content-digest': other.digest } })

    const error = await errorOf(client.manifest(referenceTo(registry, `team/app@${image.digest}`)))
    registry.push('team/app', undefined, image)

    expect(error.kind).toBe('digest-mismatch')
    expect(error.message).toContain(`with the digest ${image.digest}, got one with ${other.digest}`)
  })

  it('takes a tag of a registry that tells no digest', async () => {
    registry.faults.add({ kind: 'headers', headers: { 'docker-content-digest': undefined } })

    expect((await client.manifest(referenceTo(registry, 'team/app:v1'))).digest).toBe(image.digest)
  })

  it.each([
    ['says so', { kind: 'headers', headers: { 'content-length': '4194305' } }],
    ['does not say so', { kind: 'huge', size: 5_000_000 }],
  ] as const)('stops at 4 MiB where the registry %s', async (_, fault) => {
    registry.faults.add(fault)

    const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1')))
    expect(error.kind).toBe('too-large')
    expect(error.message).toMatch(/at most 4194304 bytes/)
  })

  it('says which code and message an error has', async () => {
    const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v2')))

    expect(error).toMatchObject({ kind: 'not-found', status: 404, code: 'MANIFEST_UNKNOWN' })
    expect(error.message).toContain('(MANIFEST_UNKNOWN: manifest unknown)')
  })

  it.each([
    [
      400,
      'malformed',
      '{"errors":[{"code":"NAME_INVALID","message":"bad"}]}',
      /got status 400 \(NAME_INVALID: bad\)/,
    ],
    [
      403,
      'denied',
      '{"errors":[{"code":"DENIED","message":"no"}]}',
      /denies the manifest "v1" \(DENIED: no\)/,
    ],
    [418, 'malformed', '', /got status 418; check that it is a registry/],
    [500, 'unreachable', '<html>', /with status 500; try again later/],
    [404, 'not-found', '{"errors":{}}', /does not have/],
    [404, 'not-found', 'null', /does not have/],
    [
      404,
      'not-found',
      `{"errors":[{"code":"<script>","message":"a\\nb\\u001b[31m${'x'.repeat(500)}"}]}`,
      /\(a b \[31mx+…\)/,
    ],
    [204, 'malformed', '', /got status 204/],
    [206, 'malformed', '', /got status 206/],
  ])('tells status %i as %s', async (status, kind, body, sentence) => {
    registry.faults.add({ kind: 'refuse', status, body })
    const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1')))

    expect(error).toMatchObject({ kind, status })
    expect(error.message).toMatch(sentence)
    expect(error.message.length).toBeLessThan(700)
  })

  it.each([
    ['a repository that leaves its path', { repository: '../../secret' }],
    ['a repository with a query', { repository: 'app?x=1' }],
    ['a tag that leaves its path', { tag: '../../../token' }],
    ['a digest that leaves its path', { digest: 'sha256:../..' }],
  ])('asks nothing for %s', async (_, odd) => {
    const error = await errorOf(client.manifest({ registry: registry.host, repository: 'team/app', ...odd }))

    expect(error.kind).toBe('refused')
    expect(asked()).toEqual([])
  })
})

describe('config()', () => {
  const bytes = Buffer.from('{"os":"linux"}')
  const descriptor = { digest: digestOf(bytes), size: bytes.length }

  beforeAll(() => registry.putBlob('team/app', bytes))

  it('reads a small blob', async () => {
    expect(
      Buffer.from(await client.config(referenceTo(registry, 'team/app'), descriptor)).equals(bytes),
    ).toBe(true)
  })

  it('asks for none that says that it is larger than 8 MiB', async () => {
    const error = await errorOf(
      client.config(referenceTo(registry, 'team/app'), { ...descriptor, size: 8_388_609 }),
    )

    expect(error.kind).toBe('too-large')
    expect(asked()).toEqual([])
  })

  it.each([
    ['other bytes', { kind: 'other-bytes' }, 'digest-mismatch'],
    ['more bytes than stated', { kind: 'other-bytes', bytes: Buffer.alloc(100) }, 'digest-mismatch'],
    ['fewer bytes than stated', { kind: 'other-bytes', bytes: Buffer.alloc(3) }, 'digest-mismatch'],
    ['bytes without end', { kind: 'huge', size: 50_000_000 }, 'digest-mismatch'],
    ['no end', { kind: 'cut', after: 5 }, 'unreachable'],
  ] as const)('refuses %s', async (_, fault, kind) => {
    registry.faults.add(fault)

    expect(await errorOf(client.config(referenceTo(registry, 'team/app'), descriptor))).toMatchObject({
      kind,
    })
  })
})

describe('blob()', () => {
  const descriptor = { digest: layer.digest, size: layer.size }

  it('gives the bytes in pieces', async () => {
    const bytes = await bytesOf(client.blob(referenceTo(registry, 'team/app'), descriptor))

    expect(digestOf(bytes)).toBe(layer.digest)
    expect(asked()).toEqual([`GET /v2/team/app/blobs/${layer.digest}`])
  })

  it.each([
    ['other bytes', {}, { kind: 'other-bytes' }, 'digest-mismatch', /with the digest/],
    [
      'a size that is too small',
      { size: layer.size - 1 },
      undefined,
      'digest-mismatch',
      /as its manifest says, got at least/,
    ],
    ['a size that is too large', { size: layer.size + 1 }, undefined, 'digest-mismatch', /got only/],
    [
      'more than stated without a length',
      {},
      { kind: 'huge', size: 1_000_000_000 },
      'digest-mismatch',
      /got at least/,
    ],
    ['a cut stream', {}, { kind: 'cut', after: 10 }, 'unreachable', /ended the connection \(ECONNRESET\)/],
  ] as const)('throws for %s', async (_, other, fault, kind, sentence) => {
    if (fault !== undefined) registry.faults.add(fault)
    const error = await errorOf(
      bytesOf(client.blob(referenceTo(registry, 'team/app'), { ...descriptor, ...other })),
    )

    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(sentence)
  })

  it('gives nothing beyond the stated size', async () => {
    registry.faults.add({ kind: 'huge', size: 10_000_000 })
    let read = 0
    const act = async () => {
      for await (const piece of client.blob(referenceTo(registry, 'team/app'), {
        digest: layer.digest,
        size: 100_000,
      })) {
        read += piece.length
      }
    }

    await errorOf(act())
    expect(read).toBeLessThanOrEqual(100_000)
  })

  it('gives each byte once, of the bytes that are empty too', async () => {
    const empty = registry.putBlob('team/app', Buffer.alloc(0))

    expect(
      await bytesOf(client.blob(referenceTo(registry, 'team/app'), { digest: empty, size: 0 })),
    ).toHaveLength(0)
  })

  it('ends the connection where the reader stops early, and asks for nothing before it begins', async () => {
    const pieces = client.blob(referenceTo(registry, 'team/app'), descriptor)
    expect(asked()).toEqual([])
    for await (const _ of pieces) break

    await expect(client.resolve(referenceTo(registry, 'team/app:v1'))).resolves.toMatchObject({
      digest: image.digest,
    })
  })
})

describe('tags()', () => {
  it('follows the pages', async () => {
    for (let number = 0; number < 25; number += 1) registry.setTag('team/tags', `v${number}`, image.digest)
    registry.habits.pageSize = 10
    const { tags, hasMore } = await client.tags(referenceTo(registry, 'team/tags'))

    expect(tags).toHaveLength(25)
    expect(hasMore).toBe(false)
    expect(asked()).toHaveLength(3)
  })

  it('stops at as many tags and pages as are read', async () => {
    registry.habits.pageSize = 10
    const few = clientFor([registry], { limits: { tags: 15 } })
    const short = clientFor([registry], { limits: { pages: 2 } })

    expect(await few.tags(referenceTo(registry, 'team/tags'))).toMatchObject({
      tags: { length: 15 },
      hasMore: true,
    })
    expect(await short.tags(referenceTo(registry, 'team/tags'))).toMatchObject({
      tags: { length: 20 },
      hasMore: true,
    })
    few.close()
    short.close()
  })

  it.each([
    ['none', '{"name":"x","tags":null}', []],
    ['what is no tag', '{"tags":["a","../b",1,""]}', ['a']],
  ])('takes %s', async (_, body, tags) => {
    registry.faults.add({ kind: 'other-bytes', bytes: Buffer.from(body) })

    expect((await client.tags(referenceTo(registry, 'team/app'))).tags).toEqual(tags)
  })

  it.each(['x', 'null', '[]', '{}', '{"tags":{}}'])('refuses %s', async (body) => {
    registry.faults.add({ kind: 'other-bytes', bytes: Buffer.from(body) })

    expect(await errorOf(client.tags(referenceTo(registry, 'team/app')))).toMatchObject({ kind: 'malformed' })
  })

  it('does not go round in a circle of pages', async () => {
    const link = '</v2/team/app/tags/list?n=1000>; rel="next"'
    registry.faults.add({ kind: 'headers', headers: { link } })

    expect(await client.tags(referenceTo(registry, 'team/app'))).toMatchObject({ hasMore: true })
    expect(asked()).toHaveLength(1)
  })

  it.each([
    ['another host', '<https://other.example/v2/team/app/tags/list>; rel="next"'],
    ['another port', '<http://127.0.0.1:1/v2/>; rel=next'],
    ['a URL with a user', '<//a:b@SELF/v2/>; rel=next'],
    ['nowhere', '<http://>; rel="next"'],
  ])('follows no page to %s', async (_, link) => {
    registry.faults.add({ kind: 'headers', headers: { link: link.replace('SELF', registry.host) } })

    expect(await errorOf(client.tags(referenceTo(registry, 'team/app')))).toMatchObject({ kind: 'refused' })
    expect(asked()).toHaveLength(1)
  })

  it('follows no link of another kind', async () => {
    registry.faults.add({ kind: 'headers', headers: { link: '</x>; rel="prev", </y>; title="rel=next"' } })

    expect(await client.tags(referenceTo(registry, 'team/app'))).toMatchObject({ hasMore: false })
  })
})

describe('connections', () => {
  it('are kept from one request to the next', async () => {
    const before = registry.connections()
    const own = clientFor([registry])
    for (let times = 0; times < 20; times += 1) await own.manifest(referenceTo(registry, 'team/app:v1'))
    own.close()

    expect(registry.connections() - before).toBe(1)
  })

  it('that the registry ended in the meantime cost nothing', async () => {
    let answered = 0
    const server = await startServer((request, response) => {
      answered += 1
      // Ends the kept connection at the moment when the next request arrives on it.
      if (answered % 2 === 0) request.socket.destroy()
      else response.writeHead(200, { 'content-type': mediaType.ociManifest }).end(image.bytes)
    })
    const own = clientFor([server], { limits: { attempts: 1 } })
    for (let times = 0; times < 3; times += 1) await own.manifest(referenceTo(server, 'team/app:v1'))
    own.close()
    await server.close()

    expect(answered).toBe(5)
  })

  it('count what was read', async () => {
    const meter = { bytes: 0 }
    await client.manifest(referenceTo(registry, 'team/app:v1'), { meter })
    await bytesOf(
      client.blob(referenceTo(registry, 'team/app'), { digest: layer.digest, size: layer.size }, { meter }),
    )

    expect(meter.bytes).toBe(image.bytes.length + layer.size)
  })
})
