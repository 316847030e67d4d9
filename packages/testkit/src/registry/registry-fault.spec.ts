import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeRegistry, type FakeRegistry } from './fake-registry.ts'
import type { FaultTarget, RegistryFault } from './registry-fault.ts'
import { tinyBase } from './tiny-base.ts'
import { wireRequest, type WireAnswer } from './wire-request.ts'

const base = tinyBase()
const size = base.bytes.byteLength
const manifest = '/v2/team/app/manifests/1'
const blob = `/v2/team/app/blobs/${base.layers[0]?.digest}`

let registry: FakeRegistry

beforeEach(async () => {
  registry = await startFakeRegistry()
  registry.push('team/app', '1', base)
})

afterEach(() => registry.close())

function get(path = manifest, method = 'GET'): Promise<WireAnswer> {
  return wireRequest(registry, path, { method })
}

/** What of an answer arrives before the connection ends, or before nothing came for a while. */
function arriving(path: string, patience = 200): Promise<{ status: number; bytes: number; ended: boolean }> {
  return new Promise((resolve) => {
    const seen = { status: 0, bytes: 0, ended: false }
    const asked = request(`${registry.url}${path}`, { agent: false }, (response) => {
      seen.status = response.statusCode ?? 0
      response.on('data', (chunk: Buffer) => (seen.bytes += chunk.length))
      response.on('error', () => undefined)
      response.on('close', () => resolve({ ...seen, ended: true }))
    })
    asked.on('error', () => resolve({ ...seen, ended: true }))
    asked.end()
    setTimeout(() => resolve(seen), patience)
  })
}

describe('which requests a fault hits', () => {
  const refusal: RegistryFault = { kind: 'refuse', status: 503 }

  it.each<[string, FaultTarget, number[]]>([
    ['all', {}, [503, 503, 503, 503]],
    ['the next', { times: 1 }, [503, 200, 200, 200]],
    ['the next two', { times: 2 }, [503, 503, 200, 200]],
    ['those of a method', { method: 'HEAD' }, [200, 503, 200, 200]],
    ['those of a path', { path: '/blobs/' }, [200, 200, 503, 200]],
    [
      'the next of a method and a path',
      { method: 'GET', path: '/manifests/', times: 1 },
      [503, 200, 200, 200],
    ],
    ['none', { times: 0 }, [200, 200, 200, 200]],
  ])('is told by its target: %s', async (_, target, expected) => {
    registry.faults.add(refusal, target)

    const answers = [await get(), await get(manifest, 'HEAD'), await get(blob), await get('/v2/')]

    expect(answers.map(({ status }) => status)).toEqual(expected)
    expect(registry.requests.map(({ status }) => status)).toEqual(expected)
  })

  it('is none when it is taken away, alone or with all', async () => {
    const remove = registry.faults.add(refusal)
    registry.faults.add({ kind: 'refuse', status: 500 })

    remove()
    const left = await get()
    registry.faults.clear()
    const none = await get()

    expect([left.status, none.status]).toEqual([500, 200])
  })
})

describe('what a fault does', () => {
  it('changes bytes and leaves their length', async () => {
    registry.faults.add({ kind: 'other-bytes' })

    const { body, headers } = await get()

    expect(headers['docker-content-digest']).toBe(base.digest)
    expect(body.length).toBe(size)
    expect(body.equals(base.bytes)).toBe(false)
  })

  it('sends given bytes under the digest of others', async () => {
    registry.faults.add({ kind: 'other-bytes', bytes: Buffer.from('other') }, { path: blob })

    const { body, headers } = await get(blob)

    expect([headers['docker-content-digest'], body.toString()]).toEqual([base.layers[0]?.digest, 'other'])
  })

  it('refuses with headers', async () => {
    registry.faults.add({ kind: 'refuse', status: 429, headers: { 'retry-after': '7' }, body: 'slow down' })

    const { status, headers, body } = await get()

    expect([status, headers['retry-after'], body.toString()]).toEqual([429, '7', 'slow down'])
  })

  it.each([
    ['http://other.example/x', 'http://other.example/x', 307],
    [(path: string) => `http://other.example${path}`, `http://other.example${manifest}`, 302],
  ])('sends elsewhere', async (to, location, status) => {
    registry.faults.add({ kind: 'redirect', to, ...(status === 307 ? {} : { status }) })

    const answer = await get()

    expect([answer.status, answer.headers['location']]).toEqual([status, location])
  })

  it('says what is not so, or nothing', async () => {
    registry.faults.add({
      kind: 'headers',
      headers: { 'content-type': 'text/html', 'docker-content-digest': undefined },
    })

    const { headers, body } = await get()

    expect([headers['content-type'], headers['docker-content-digest']]).toEqual(['text/html', undefined])
    expect(body.equals(base.bytes)).toBe(true)
  })

  it('says a longer body than there is, and ends', async () => {
    registry.faults.add({ kind: 'headers', headers: { 'content-length': String(size + 10) } })

    await expect(get()).rejects.toThrow('aborted')
    expect(await arriving(manifest)).toEqual({ status: 200, bytes: size, ended: true })
  })

  it('says a shorter body than there is', async () => {
    registry.faults.add({ kind: 'headers', headers: { 'content-length': '10' } })

    expect((await arriving(manifest)).bytes).toBeLessThanOrEqual(10)
  })

  it('says another length to who only looks', async () => {
    registry.faults.add({ kind: 'headers', headers: { 'content-length': '123456789' } })

    expect((await get(manifest, 'HEAD')).headers['content-length']).toBe('123456789')
  })

  it.each([0, 1, 100])('cuts after %i bytes', async (after) => {
    registry.faults.add({ kind: 'cut', after })

    expect(await arriving(manifest)).toEqual({ status: after === 0 ? 0 : 200, bytes: after, ended: true })
  })

  it('stalls after some bytes, and the registry can be closed still', async () => {
    registry.faults.add({ kind: 'stall', after: 100 })

    expect(await arriving(manifest)).toEqual({ status: 200, bytes: 100, ended: false })
  })

  it('stalls before the answer, which the log tells', async () => {
    registry.faults.add({ kind: 'stall' })

    expect(await arriving(manifest)).toEqual({ status: 0, bytes: 0, ended: false })
    expect(registry.requests).toMatchObject([{ path: manifest, status: 0 }])
  })

  it('takes its time, before the answer and between pieces', async () => {
    registry.faults.add({ kind: 'slow', delay: 20, piece: 200 })
    const start = performance.now()

    const { body } = await get()

    expect(body.equals(base.bytes)).toBe(true)
    expect(performance.now() - start).toBeGreaterThan(20 * (1 + Math.ceil(size / 200)) - 20)
  })

  it('sends without end and without saying how much', async () => {
    registry.faults.add({ kind: 'huge', size: 1_000_001 })

    const { headers, body } = await get()

    expect(headers['content-length']).toBeUndefined()
    expect(body.length).toBe(1_000_001)
  })

  it('stops to send when the caller goes away', async () => {
    registry.faults.add({ kind: 'huge', size: Number.MAX_SAFE_INTEGER }, { times: 1 })

    await new Promise<void>((resolve) => {
      const asked = request(`${registry.url}${manifest}`, { agent: false }, (response) => {
        response.once('data', () => {
          asked.destroy()
          resolve()
        })
      })
      asked.end()
    })

    expect((await get()).status).toBe(200)
  })
})
