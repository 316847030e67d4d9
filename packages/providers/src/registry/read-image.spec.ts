import {
  buildArtifact,
  buildImage,
  buildIndex,
  descriptorOf,
  manifestOf,
  mediaType,
  startFakeRegistry,
  tinyBase,
  type BuiltManifest,
  type Descriptor,
  type FakeRegistry,
} from '@ingot/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readImage, type ReadImageOptions } from './read-image.ts'
import type { RegistryClient } from './registry-client.ts'
import { clientFor, errorOf, referenceTo } from './testing/client-for.ts'

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
  registry.requests.length = 0
})

const base = tinyBase()
const amd64 = buildImage({
  base,
  env: { A: '1' },
  labels: { l: 'amd64' },
  user: 'cdsw',
  workingDir: '/home/cdsw',
  annotations: { n: 'v' },
})
const arm64 = buildImage({ base, architecture: 'arm64', variant: 'v8', labels: { l: 'arm64' } })

function read(image: BuiltManifest, options: ReadImageOptions = {}, name = 'team/app:v1') {
  const [repository = '', tag] = name.split(':')
  registry.push(repository, tag, image)
  return readImage(client, referenceTo(registry, name), options)
}

const paths = () =>
  registry.requests.map(({ method, path }) => `${method} ${path.replace(/sha256:.*/, 'DIGEST')}`)

describe('readImage()', () => {
  it.each(['oci', 'docker'] as const)(
    'reads an image of one platform by its manifest and configuration alone: %s',
    async (format) => {
      const built = buildImage({ base, format, labels: { k: 'v' }, user: 'cdsw' })
      const image = await read(built)

      expect(image).toEqual({
        reference: `${registry.host}/team/app:v1`,
        digest: built.digest,
        annotations: {},
        platforms: [
          {
            platform: 'linux/amd64',
            manifest: built.digest,
            layers: built.layers.map(({ digest, content }) => ({
              digest,
              size: content instanceof Uint8Array ? content.length : content.size,
              mediaType: format === 'oci' ? `${mediaType.ociLayer}+gzip` : `${mediaType.dockerLayer}.gzip`,
            })),
            diffIds: built.diffIds,
            annotations: {},
            labels: { k: 'v' },
            env: { PATH: '/usr/local/bin:/usr/bin:/bin', SHELL: '/bin/bash' },
            user: 'cdsw',
            created: new Date(built.config.created).toISOString(),
          },
        ],
      })
      expect(paths()).toEqual(['GET /v2/team/app/manifests/v1', 'GET /v2/team/app/blobs/DIGEST'])
    },
  )

  it.each(['oci', 'docker'] as const)(
    'reads every platform of an index, and no attestation: %s',
    async (format) => {
      const index = buildIndex({
        manifests: [amd64, arm64],
        attestations: true,
        format,
        annotations: { i: 'x' },
      })
      const image = await read(index)

      expect(image.digest).toBe(index.digest)
      expect(image.annotations).toEqual({ i: 'x' })
      expect(
        image.platforms.map(({ platform, manifest, labels, user }) => [
          platform,
          manifest,
          labels['l'],
          user,
        ]),
      ).toEqual([
        ['linux/amd64', amd64.digest, 'amd64', 'cdsw'],
        ['linux/arm64', arm64.digest, 'arm64', undefined],
      ])
      expect(image.platforms[0]?.annotations).toEqual({ n: 'v' })
      expect(paths()).toHaveLength(5)
    },
  )

  it('names the digest in the reference where it was asked for by one', async () => {
    registry.push('team/app', undefined, amd64)
    const image = await readImage(client, referenceTo(registry, `team/app@${amd64.digest}`))

    expect(image.reference).toBe(`${registry.host}/team/app@${amd64.digest}`)
  })

  it('reads only the platforms that are asked for, in any spelling', async () => {
    const index = buildIndex({ manifests: [amd64, arm64] })
    const image = await read(index, { platforms: ['linux/aarch64'] })

    expect(image.platforms.map(({ platform }) => platform)).toEqual(['linux/arm64'])
    expect(paths()).toHaveLength(3)
  })

  it.each([
    [
      'an index',
      buildIndex({ manifests: [amd64, arm64] }),
      /has no image for linux\/ppc64le, only for linux\/amd64, linux\/arm64/,
    ],
    ['an image', amd64, /has no image for linux\/ppc64le, only for linux\/amd64/],
  ])('says which platforms there are where another is asked for: %s', async (_, image, sentence) => {
    const error = await errorOf(read(image, { platforms: ['linux/ppc64le'] }))

    expect(error.kind).toBe('no-platform')
    expect(error.message).toMatch(sentence)
  })

  it('asks for nothing where a platform is none', async () => {
    expect(await errorOf(read(amd64, { platforms: ['amd64'] }))).toMatchObject({ kind: 'refused' })
    expect(paths()).toEqual([])
  })

  it('reads both of two manifests for the same platform, for either may be run', async () => {
    const other = buildImage({ base, env: { B: '2' } })

    expect((await read(buildIndex({ manifests: [amd64, other, amd64] }))).platforms).toHaveLength(2)
  })

  it('reads what an index names no platform for by its configuration', async () => {
    const image = await read(
      buildIndex({ manifests: [{ descriptor: descriptorOf(amd64), manifest: amd64 }] }),
    )

    expect(image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64'])
  })

  it('reads indexes within an index, each once', async () => {
    const inner = buildIndex({ manifests: [amd64] })
    const middle = buildIndex({ manifests: [inner, arm64, inner] })

    expect((await read(buildIndex({ manifests: [middle, inner] }))).platforms).toHaveLength(2)
    expect(paths()).toHaveLength(7)
  })

  it('adds up what was read', async () => {
    const meter = { bytes: 0 }
    await read(amd64, { meter })

    expect(meter.bytes).toBe(amd64.bytes.length + Buffer.byteLength(JSON.stringify(amd64.config)))
  })
})

describe('what an index hides', () => {
  const disguised = (changes: Partial<Descriptor>) => ({
    descriptor: { ...descriptorOf(amd64), platform: { os: 'linux', architecture: 'amd64' }, ...changes },
    manifest: amd64,
  })

  it.each([
    [
      'as an attestation, by an annotation alone',
      { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
    ],
    ['as an artifact, by a type alone', { artifactType: 'application/x' }],
  ])('is read: %s', async (_, changes) => {
    const image = await read(buildIndex({ manifests: [arm64, disguised(changes)] }))

    expect(image.platforms.map(({ platform }) => platform)).toEqual(['linux/arm64', 'linux/amd64'])
  })

  it('behind another type of configuration is read', async () => {
    const odd = buildImage({
      base,
      changeManifest: (manifest) => ({
        ...manifest,
        config: { ...(manifest['config'] as object), mediaType: 'application/x' },
      }),
    })
    const entry = { descriptor: descriptorOf(odd), manifest: odd }

    expect((await read(buildIndex({ manifests: [arm64, entry] }))).platforms).toHaveLength(2)
  })

  it('behind another type and faults is told of', async () => {
    const odd = buildImage({
      base,
      changeConfig: (config) => ({ ...config, config: { Labels: { a: 1 } } }),
      changeManifest: (manifest) => ({
        ...manifest,
        config: { ...(manifest['config'] as object), mediaType: 'application/x' },
      }),
    })
    const entry = { descriptor: descriptorOf(odd), manifest: odd }

    expect(await errorOf(read(buildIndex({ manifests: [arm64, entry] })))).toMatchObject({
      kind: 'malformed',
    })
  })

  it('is left out where it is for no platform', async () => {
    const artifact = buildArtifact({
      layers: [{ mediaType: 'text/plain', content: 'x' }],
      artifactType: 'application/x',
    })
    const index = buildIndex({
      manifests: [amd64, { descriptor: descriptorOf(artifact), manifest: artifact }],
    })

    expect((await read(index)).platforms).toHaveLength(1)
  })

  it('is left out where it is no manifest', async () => {
    const entry = { descriptor: { mediaType: 'application/x', digest: amd64.digest, size: 1 } }

    expect((await read(buildIndex({ manifests: [arm64, entry] }))).platforms).toHaveLength(1)
  })
})

describe('what is no image', () => {
  it.each<[string, () => BuiltManifest, RegExp]>([
    [
      'an artifact',
      () => buildArtifact({ layers: [], artifactType: 'application/x' }),
      /got an artifact of type "application\/vnd.oci.empty.v1\+json"/,
    ],
    ['an index of nothing', () => buildIndex({ manifests: [] }), /got an index without one/],
    [
      'an index of attestations',
      () =>
        buildIndex({ manifests: buildIndex({ manifests: [amd64], attestations: true }).manifests.slice(1) }),
      /got an artifact of type "an attestation"/,
    ],
    [
      'schema 1',
      () => manifestOf({ schemaVersion: 1, name: 'x' }, mediaType.ociManifest),
      /schema 1, which Docker gave up/,
    ],
    ['a page', () => manifestOf(Buffer.from('<html>'), mediaType.ociManifest), /Expected a manifest as JSON/],
    [
      'both an index and an image',
      () =>
        manifestOf(
          { ...JSON.parse(Buffer.from(amd64.bytes).toString()), manifests: [] },
          mediaType.ociManifest,
        ),
      /claims to be both/,
    ],
    [
      'an index that is sent as an image',
      () => manifestOf(buildIndex({ manifests: [amd64] }).bytes, mediaType.ociManifest),
      /but was sent as/,
    ],
    [
      '10,000 layers',
      () =>
        buildImage({
          changeManifest: (manifest) => ({
            ...manifest,
            layers: Array.from({ length: 10_000 }, () => ({ mediaType: 'x', digest: amd64.digest, size: 1 })),
          }),
        }),
      /at most 1000 layers, got 10000/,
    ],
    [
      'fewer digests than layers',
      () => buildImage({ base, diffIds: base.diffIds.slice(1) }),
      /The manifest has 2 layers, but the configuration has digests of 1/,
    ],
    [
      'a configuration that is none',
      () => buildImage({ base, changeConfig: () => Buffer.from('x') }),
      /Expected a configuration as JSON/,
    ],
    [
      'no platform',
      () => buildImage({ base, changeConfig: ({ rootfs }) => ({ rootfs }) }),
      /name "os" and "architecture", got neither/,
    ],
    [
      'another size of a manifest',
      () => buildIndex({ manifests: [{ descriptor: { ...descriptorOf(amd64), size: 1 }, manifest: amd64 }] }),
      /The index says 1 bytes, but the manifest has/,
    ],
    [
      'an index where an image is listed',
      () => {
        const inner = buildIndex({ manifests: [amd64] })
        return buildIndex({
          manifests: [
            { descriptor: { ...descriptorOf(inner), mediaType: mediaType.ociManifest }, manifest: inner },
          ],
        })
      },
      /Expected the manifest of an image, got an index/,
    ],
  ])('is refused in a sentence: %s', async (_, make, sentence) => {
    const error = await errorOf(read(make(), {}, 'team/odd:v1'))

    expect(error.kind).toBe('malformed')
    expect([error.message, ...error.faults].join('\n')).toMatch(sentence)
  })

  it('is told with the faults of all platforms at once', async () => {
    const bad = (architecture: string) => buildImage({ base, architecture, diffIds: [] })
    const error = await errorOf(read(buildIndex({ manifests: [bad('amd64'), amd64, bad('arm64')] })))

    expect(error.kind).toBe('malformed')
    expect(error.faults).toHaveLength(2)
    expect(error.message).toMatch(/, and 1 more$/)
  })

  it('tells no more than a hundred faults of all platforms', async () => {
    const bad = (number: number) => buildImage({ base, architecture: `a${number}`, diffIds: ['1'] })
    const misspelt = (number: number) =>
      buildImage({
        base: bad(number),
        changeConfig: (config) => ({ ...config, OS: 'x', Os: 'x', oS: 'x' }),
      })
    const manifests = Array.from({ length: 40 }, (_, number) => misspelt(number))

    const error = await errorOf(read(buildIndex({ manifests })))

    expect(error.kind).toBe('malformed')
    expect(error.faults).toHaveLength(101)
    expect(error.faults.at(-1)).toMatch(/^There are \d+ more faults in "/)
  })

  it('is refused with more than a hundred platforms', async () => {
    const entry = (number: number) => ({
      descriptor: { ...descriptorOf(amd64), platform: { os: 'linux', architecture: `a${number}` } },
      manifest: amd64,
    })
    const index = buildIndex({ manifests: Array.from({ length: 101 }, (_, number) => entry(number)) })

    expect(await errorOf(read(index))).toMatchObject({
      kind: 'too-large',
      message: expect.stringContaining('at most 100 platforms, got 101'),
    })
    expect(paths()).toHaveLength(1)
  })

  it('is refused with indexes too deep within one another', async () => {
    let index = buildIndex({ manifests: [amd64] })
    for (let depth = 0; depth < 5; depth += 1) index = buildIndex({ manifests: [index] })

    expect(await errorOf(read(index))).toMatchObject({
      kind: 'too-large',
      message: expect.stringContaining('at most 3 indexes within one another'),
    })
    expect(paths()).toHaveLength(3)
  })

  it('is refused with too many indexes side by side', async () => {
    const inner = Array.from({ length: 21 }, (_, number) =>
      buildIndex({ manifests: [amd64], annotations: { number: String(number) } }),
    )

    expect(await errorOf(read(buildIndex({ manifests: inner })))).toMatchObject({ kind: 'too-large' })
    expect(paths()).toHaveLength(1)
  })

  it('cannot be an index that lists itself', async () => {
    const digest = `sha256:${'5'.repeat(64)}`
    const entry = { mediaType: mediaType.ociIndex, digest, size: 1 }
    const loop = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [entry] }))
    registry.putManifest('team/loop', loop, mediaType.ociIndex, digest)
    registry.setTag('team/loop', 'v1', digest)
    registry.faults.add({ kind: 'headers', headers: { 'docker-content-digest': undefined } })

    expect(await errorOf(readImage(client, referenceTo(registry, 'team/loop:v1')))).toMatchObject({
      kind: 'digest-mismatch',
    })
    expect(paths()).toHaveLength(2)
  })

  it('is told of where one of its parts is missing', async () => {
    registry.push('team/part', 'v1', amd64)
    registry.content.deleteBlob('team/part', JSON.parse(Buffer.from(amd64.bytes).toString()).config.digest)

    expect(await errorOf(readImage(client, referenceTo(registry, 'team/part:v1')))).toMatchObject({
      kind: 'not-found',
      code: 'BLOB_UNKNOWN',
    })
  })

  it('is not asked for any further once one platform fails', async () => {
    const many = Array.from({ length: 40 }, (_, number) => buildImage({ base, architecture: `a${number}` }))
    registry.faults.add({ kind: 'refuse', status: 404 }, { path: '/blobs/', times: 1 })

    expect(await errorOf(read(buildIndex({ manifests: many })))).toMatchObject({ kind: 'not-found' })
    expect(paths().length).toBeLessThan(20)
  })

  it('ends with the signal', async () => {
    const controller = new AbortController()
    registry.faults.add({ kind: 'stall' }, { path: '/blobs/' })
    const act = read(buildIndex({ manifests: [amd64, arm64] }), { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 50)

    await expect(act).rejects.toThrow('enough')
  })

  it('is refused where its platforms have too many bytes of configurations together', async () => {
    const large = (number: number) =>
      buildImage({ base, architecture: `a${number}`, labels: { large: `${number}`.padEnd(1_900_000) } })
    const index = buildIndex({ manifests: Array.from({ length: 40 }, (_, number) => large(number)) })

    expect(await errorOf(read(index))).toMatchObject({
      kind: 'too-large',
      message: expect.stringContaining('with at most 33554432 bytes together'),
    })
    expect(paths().length).toBeLessThan(45)
  })
})
