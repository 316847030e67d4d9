import { buildImage, startFakeRegistry, type FakeRegistry } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegistryClient, RegistryClientSetup } from './registry-client.ts'
import { bytesOf, clientFor, errorOf, referenceTo } from './testing/client-for.ts'
import { startRawServer, startServer, type TestServer } from './testing/start-server.ts'

const image = buildImage({ layers: [[{ path: 'a', content: 'a'.repeat(1000) }]] })
const layer = image.layers[0]!
const blob = { digest: layer.digest, size: layer.content instanceof Uint8Array ? layer.content.length : 0 }
let registry: FakeRegistry
let waits: number[]
const clients: RegistryClient[] = []
const servers: TestServer[] = []

beforeEach(async () => {
  registry = await startFakeRegistry()
  registry.push('team/app', 'v1', image)
  waits = []
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  for (const server of servers.splice(0)) await server.close()
  await registry.close()
})

function clientOf(
  limits: RegistryClientSetup['limits'] = {},
  hosts: readonly { host: string }[] = [registry],
) {
  const client = clientFor(hosts, {
    limits,
    clock: { now: () => Date.UTC(2026, 0, 1), wait: async (time) => void waits.push(time) },
  })
  clients.push(client)
  return client
}

const read = (limits: RegistryClientSetup['limits'] = {}) =>
  clientOf(limits).manifest(referenceTo(registry, 'team/app:v1'))

describe('a registry that is ill for a moment', () => {
  it.each([429, 502, 503, 504])('is asked again after status %i, each time later', async (status) => {
    registry.faults.add({ kind: 'refuse', status }, { times: 3 })

    await expect(read()).resolves.toMatchObject({ digest: image.digest })
    expect(waits).toEqual([250, 500, 1000])
  })

  it.each([
    ['seconds', '3', [3000]],
    ['a date', 'Thu, 01 Jan 2026 00:00:02 GMT', [2000]],
    ['a date that is past', 'Wed, 31 Dec 2025 00:00:02 GMT', [0]],
    ['nothing that can be read', 'soon', [250]],
  ])('is asked again when it says: %s', async (_, header, expected) => {
    registry.faults.add({ kind: 'refuse', status: 429, headers: { 'retry-after': header } }, { times: 1 })

    await expect(read()).resolves.toMatchObject({ digest: image.digest })
    expect(waits).toEqual(expected)
  })

  it.each([
    ['more than is waited for', '31', {}],
    ['more than the call has left', '9', { totalTime: 5000 }],
  ])('is not waited for where it asks for %s', async (_, header, limits) => {
    registry.faults.add({ kind: 'refuse', status: 429, headers: { 'retry-after': header } })
    const error = await errorOf(read(limits))

    expect(error).toMatchObject({ kind: 'rate-limited', status: 429, retryAfter: Number(header) * 1000 })
    expect(error.message).toContain(`try again in ${header} seconds, or with a credential`)
    expect(waits).toEqual([])
    expect(registry.requests).toHaveLength(1)
  })

  it('is given up after a few attempts', async () => {
    registry.faults.add({ kind: 'refuse', status: 503 })

    expect(await errorOf(read())).toMatchObject({ kind: 'unreachable', status: 503 })
    expect(registry.requests).toHaveLength(4)
  })

  it.each([400, 401, 403, 404, 500])('is not asked again after status %i', async (status) => {
    registry.faults.add({ kind: 'refuse', status })

    expect(await errorOf(read())).toMatchObject({ status })
    expect(registry.requests).toHaveLength(1)
  })

  it('is asked again where it cuts a manifest', async () => {
    registry.faults.add({ kind: 'cut', after: 10 }, { times: 2 })

    await expect(read()).resolves.toMatchObject({ digest: image.digest })
    expect(registry.requests).toHaveLength(3)
  })

  it('is asked again where it ends the connection without an answer', async () => {
    let count = 0
    const server = await startRawServer((socket) => {
      count += 1
      socket.once('data', () =>
        count < 3 ? socket.resetAndDestroy() : socket.end('HTTP/1.1 404 x\r\ncontent-length: 0\r\n\r\n'),
      )
    })
    servers.push(server)

    const client = clientOf({}, [server])
    expect(await errorOf(client.manifest(referenceTo(server, 'team/app')))).toMatchObject({
      kind: 'not-found',
    })
    expect(count).toBe(3)
  })

  it('does not give half of a blob again', async () => {
    registry.faults.add({ kind: 'cut', after: 20 }, { path: '/blobs/', times: 1 })

    expect(await errorOf(bytesOf(clientOf().blob(referenceTo(registry, 'team/app'), blob)))).toMatchObject({
      kind: 'unreachable',
    })
    expect(registry.requests).toHaveLength(1)
  })
})

describe('a registry that is slow', () => {
  it.each([
    ['never answers', { kind: 'stall' }, /no answer within 0.2 seconds/],
    ['stops in the middle of a manifest', { kind: 'stall', after: 10 }, /nothing more came for 0.2 seconds/],
  ] as const)('is left where it %s, and not asked again', async (_, fault, sentence) => {
    registry.faults.add(fault)
    const error = await errorOf(read({ answerTime: 200, idleTime: 200 }))

    expect(error.kind).toBe('timeout')
    expect(error.message).toMatch(sentence)
    expect(registry.requests).toHaveLength(1)
  })

  it('is left where it stops in the middle of a blob', async () => {
    registry.faults.add({ kind: 'stall', after: 10 }, { path: '/blobs/' })
    const client = clientOf({ idleTime: 200 })

    expect(await errorOf(bytesOf(client.blob(referenceTo(registry, 'team/app'), blob)))).toMatchObject({
      kind: 'timeout',
    })
  })

  it('is left where it never stops, byte by byte', async () => {
    registry.faults.add({ kind: 'slow', delay: 20, piece: 1 })
    const error = await errorOf(read({ idleTime: 200, totalTime: 500 }))

    expect(error.kind).toBe('timeout')
    expect(error.message).toMatch(/took longer than 0.5 seconds/)
  })

  it('is not to blame for a reader that is slow itself', async () => {
    const pieces = clientOf({ idleTime: 100 }).blob(referenceTo(registry, 'team/app'), blob)
    let read = 0
    for await (const piece of pieces) {
      read += piece.length
      await new Promise((resolve) => setTimeout(resolve, 300))
    }

    expect(read).toBe(blob.size)
  })
})

describe('a call that is ended early', () => {
  const reason = new Error('enough')

  it('throws the reason, whatever it does at the moment', async () => {
    registry.faults.add({ kind: 'stall', after: 10 })
    const controller = new AbortController()
    const act = clientOf().manifest(referenceTo(registry, 'team/app:v1'), { signal: controller.signal })
    setTimeout(() => controller.abort(reason), 50)

    await expect(act).rejects.toBe(reason)
  })

  it('throws the reason while it waits to ask again', async () => {
    registry.faults.add({ kind: 'refuse', status: 503 })
    const client = clientFor([registry], {
      clock: {
        now: () => 0,
        wait: (_, signal) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('other'))),
          ),
      },
    })
    clients.push(client)
    const controller = new AbortController()
    const act = client.manifest(referenceTo(registry, 'team/app:v1'), { signal: controller.signal })
    setTimeout(() => controller.abort(reason), 50)

    await expect(act).rejects.toBe(reason)
  })

  it('asks for nothing where it was ended before', async () => {
    const signal = AbortSignal.abort(reason)

    await expect(clientOf().resolve(referenceTo(registry, 'team/app:v1'), { signal })).rejects.toBe(reason)
    await expect(bytesOf(clientOf().blob(referenceTo(registry, 'team/app'), blob, { signal }))).rejects.toBe(
      reason,
    )
    expect(registry.requests).toEqual([])
  })
})

describe('a server that is no registry', () => {
  it.each([
    [
      'does not speak HTTP',
      'SSH-2.0-OpenSSH_9.2\r\n',
      'malformed',
      /does not speak HTTP as it should \(HPE_/,
    ],
    [
      'turns to another protocol',
      'HTTP/1.1 101 x\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      'unreachable',
      /Cannot read/,
    ],
    [
      'sends headers without end',
      `HTTP/1.1 200 x\r\n${'a: b\r\n'.repeat(10_000)}`,
      'malformed',
      /HPE_HEADER_OVERFLOW/,
    ],
    [
      'says two lengths',
      'HTTP/1.1 200 x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx',
      'malformed',
      /HPE_/,
    ],
    [
      'sends a page',
      'HTTP/1.1 200 x\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html>',
      undefined,
      /./,
    ],
  ] as const)('is told of where it %s', async (_, text, kind, sentence) => {
    const server = await startRawServer((socket) => socket.once('data', () => socket.end(text)))
    servers.push(server)
    const client = clientOf({ attempts: 1 }, [server])
    const act = client.manifest(referenceTo(server, 'team/app'))

    if (kind === undefined) await expect(act).resolves.toMatchObject({ mediaType: 'text/html' })
    else {
      const error = await errorOf(act)
      expect(error.kind).toBe(kind)
      expect(error.message).toMatch(sentence)
    }
  })

  it('is told of where it speaks no TLS', async () => {
    const server = await startServer((_request, response) => response.end())
    servers.push(server)
    const client = clientFor([], { accessOf: () => ({ isAdded: true }) })
    clients.push(client)
    const error = await errorOf(client.manifest(referenceTo(server, 'team/app')))

    expect(error.kind).toBe('unreachable')
    expect(error.message).toMatch(
      /does not speak TLS; an administrator may add the registry as one of plain http/,
    )
  })

  it.each([
    ['ENOTFOUND', /nobody knows the host "registry.example"; check its name/],
    ['EAI_AGAIN', /the resolver does not answer for "registry.example"/],
    ['EOTHER', /Cannot read .*: lookup failed/],
  ])('is told of where its host is not found: %s', async (code, sentence) => {
    const client = clientFor([], {
      accessOf: () => ({ isAdded: true }),
      lookup: async () => {
        throw Object.assign(new Error('lookup failed'), { code })
      },
    })
    clients.push(client)
    const error = await errorOf(client.manifest({ registry: 'registry.example', repository: 'team/app' }))

    expect(error.kind).toBe('unreachable')
    expect(error.message).toMatch(sentence)
  })

  it('is told of where its host has no address', async () => {
    const client = clientFor([], { lookup: async () => [] })
    clients.push(client)

    expect((await errorOf(client.ping('registry.example'))).message).toMatch(
      /"registry.example" has no address/,
    )
  })
})
