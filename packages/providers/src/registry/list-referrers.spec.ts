import {
  attach,
  buildImage,
  descriptorOf,
  mediaType,
  startFakeRegistry,
  type FakeRegistry,
} from '@ingot/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RegistryClient } from './registry-client.ts'
import { clientFor, errorOf, referenceTo } from './testing/client-for.ts'

const amd64 = buildImage({ env: { A: '1' } })
let registry: FakeRegistry
let client: RegistryClient

beforeAll(async () => {
  registry = await startFakeRegistry()
  client = clientFor([registry])
})

afterAll(async () => {
  client.close()
  await registry.close()
})

beforeEach(() => {
  registry.faults.clear()
})

describe('referrers()', () => {
  const layers = [{ mediaType: 'text/plain', content: 'x' }]

  it.each([true, false])('lists what was attached, with the API or by the tag: %s', async (referrers) => {
    registry.habits.referrers = referrers
    registry.habits.pageSize = 2
    const repository = referrers ? 'team/api' : 'team/tag'
    registry.push(repository, 'v1', amd64)
    const reference = referenceTo(registry, `${repository}:v1`)
    await expect(client.referrers(reference, amd64.digest)).resolves.toEqual([])
    for (const type of ['a/1', 'a/2', 'a/1', 'a/3', 'a/1'].entries()) {
      attach(registry, repository, amd64.digest, {
        artifactType: type[1],
        layers,
        annotations: { number: String(type[0]) },
      })
    }

    const all = await client.referrers(reference, amd64.digest)
    const some = await client.referrers(reference, amd64.digest, { artifactType: 'a/1' })
    registry.habits.referrers = true
    registry.habits.pageSize = 1000

    expect(all.map(({ artifactType }) => artifactType)).toEqual(['a/1', 'a/2', 'a/1', 'a/3', 'a/1'])
    expect(some.map(({ annotations }) => annotations['number'])).toEqual(['0', '2', '4'])
  })

  it('filters where the registry does not', async () => {
    const body = {
      schemaVersion: 2,
      mediaType: mediaType.ociIndex,
      manifests: ['a/1', 'a/2'].map((artifactType) => ({ ...descriptorOf(amd64), artifactType })),
    }
    registry.faults.add(
      { kind: 'other-bytes', bytes: Buffer.from(JSON.stringify(body)) },
      { path: '/referrers/' },
    )

    expect(
      await client.referrers(referenceTo(registry, 'team/app'), amd64.digest, { artifactType: 'a/2' }),
    ).toHaveLength(1)
  })

  it.each([
    ['another status', { kind: 'refuse', status: 400 }],
    [
      'a page of the site',
      { kind: 'refuse', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    ],
  ] as const)('looks at the tag where the API answers with %s', async (_, fault) => {
    registry.faults.add(fault, { path: '/referrers/' })

    await expect(client.referrers(referenceTo(registry, 'team/tag'), amd64.digest)).resolves.toHaveLength(5)
  })

  it.each([
    ['more than are read', {}, 'too-large'],
    ['an image instead of an index', { bytes: amd64.bytes }, 'malformed'],
    ['an index with faults', { bytes: Buffer.from('{"schemaVersion":2,"manifests":[1]}') }, 'malformed'],
    ['no JSON', { bytes: Buffer.from('x') }, 'malformed'],
  ])('refuses %s', async (_, { bytes }: { bytes?: Uint8Array }, kind) => {
    const few = clientFor([registry], { limits: { referrers: 2 } })
    if (bytes !== undefined) registry.faults.add({ kind: 'other-bytes', bytes }, { path: '/referrers/' })

    expect(await errorOf(few.referrers(referenceTo(registry, 'team/api'), amd64.digest))).toMatchObject({
      kind,
    })
    few.close()
  })

  it('is told of where the registry denies it', async () => {
    registry.faults.add({ kind: 'refuse', status: 403 }, { path: '/referrers/' })

    expect(await errorOf(client.referrers(referenceTo(registry, 'team/app'), amd64.digest))).toMatchObject({
      kind: 'denied',
    })
  })
})
