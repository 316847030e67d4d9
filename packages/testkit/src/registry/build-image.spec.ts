import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { digestOf } from './blob-content.ts'
import { buildImage, recompressed, type BuiltImage } from './build-image.ts'
import { attestationOf, buildIndex } from './build-index.ts'
import { buildLayer } from './build-layer.ts'
import { descriptorOf, manifestOf, type BuiltManifest, type Descriptor } from './built-image.ts'
import { mediaType } from './media-type.ts'
import { tarOf } from './tar-writer.ts'
import { tinyBase } from './tiny-base.ts'

const base = tinyBase({ labels: { a: 'base', b: 'base' }, user: 'cdsw' })
const entries = [{ path: 'opt/tool', content: 'tool' }]

function bodyOf(
  manifest: BuiltManifest,
): Record<string, unknown> & { layers: Descriptor[]; manifests: Descriptor[] } {
  return JSON.parse(Buffer.from(manifest.bytes).toString()) as ReturnType<typeof bodyOf>
}

function configOf(image: BuiltImage): Record<string, unknown> {
  const { digest } = bodyOf(image)['config'] as Descriptor
  return JSON.parse(Buffer.from(image.blobs.get(digest) as Uint8Array).toString()) as Record<string, unknown>
}

describe('an image', () => {
  it('is named by the digests of its bytes, and the same again', () => {
    const image = buildImage({ base, layers: [entries] })

    expect(image.digest).toBe(digestOf(image.bytes))
    for (const [digest, content] of image.blobs) expect(digestOf(content as Uint8Array)).toBe(digest)
    expect(buildImage({ base, layers: [entries] }).digest).toBe(image.digest)
  })

  it('inherits layers, environment, labels, user and platform of its base, and overrides them', () => {
    const arm = tinyBase({
      labels: { a: 'base', b: 'base' },
      user: 'cdsw',
      architecture: 'arm64',
      variant: 'v8',
    })
    const image = buildImage({
      base: arm,
      env: { PATH: '/bin', NEW: '1' },
      labels: { b: 'own' },
      layers: [entries],
    })

    expect(image.layers.slice(0, 2)).toEqual(arm.layers)
    expect(image.diffIds).toEqual([...arm.diffIds, digestOf(tarOf(entries))])
    expect(configOf(image)).toMatchObject({
      architecture: 'arm64',
      variant: 'v8',
      config: {
        Env: ['SHELL=/bin/bash', 'PATH=/bin', 'NEW=1'],
        Labels: { a: 'base', b: 'own' },
        User: 'cdsw',
      },
    })
  })

  it('has a step of history for each layer, and steps without one for settings', () => {
    const { history } = buildImage({ base: tinyBase(), env: { NEW: '1' }, layers: [entries] }).config

    expect(history.filter(({ empty_layer }) => empty_layer !== true)).toHaveLength(3)
    expect(history.at(-1)).toEqual({ created_by: 'ENV NEW', empty_layer: true })
  })

  it.each([
    ['oci', 'gzip', mediaType.ociManifest, `${mediaType.ociLayer}+gzip`],
    ['oci', 'zstd', mediaType.ociManifest, `${mediaType.ociLayer}+zstd`],
    ['oci', 'none', mediaType.ociManifest, mediaType.ociLayer],
    ['docker', 'gzip', mediaType.dockerManifest, `${mediaType.dockerLayer}.gzip`],
    ['docker', 'none', mediaType.dockerManifest, mediaType.dockerLayer],
  ] as const)('has the media types of its format: %s, %s', (format, compression, manifest, layer) => {
    const image = buildImage({ format, compression, layers: [entries] })

    expect(image.mediaType).toBe(manifest)
    expect(bodyOf(image)).toMatchObject({ mediaType: manifest, layers: [{ mediaType: layer }] })
  })

  it('has what it is told to claim', () => {
    const image = buildImage({
      layers: [entries],
      diffIds: ['sha256:forged'],
      history: [],
      annotations: { a: 'b' },
      changeConfig: (config) => ({ ...config, os: 7 }),
      changeManifest: (manifest) => ({ ...manifest, layers: 'none' }),
    })

    expect(configOf(image)).toMatchObject({ os: 7, history: [], rootfs: { diff_ids: ['sha256:forged'] } })
    expect(bodyOf(image)).toMatchObject({ layers: 'none', annotations: { a: 'b' } })
    expect(image.digest).toBe(digestOf(image.bytes))
  })

  it('may be no JSON at all', () => {
    const bytes = Buffer.from('no JSON')
    const image = buildImage({ changeConfig: () => bytes, changeManifest: () => bytes })

    expect(Buffer.from(image.bytes).toString()).toBe('no JSON')
    expect([...image.blobs.keys()]).toEqual([digestOf(bytes)])
  })
})

describe('a layer', () => {
  it('has the diff id of its archive, however it is compressed', () => {
    const [fast, best, none, zstd] = [
      buildLayer({ entries, level: 1 }),
      buildLayer({ entries, level: 0 }),
      buildLayer({ entries, compression: 'none' }),
      buildLayer({ entries, compression: 'zstd' }),
    ]

    expect(new Set([fast, best, none, zstd].map(({ diffId }) => diffId))).toEqual(new Set([none.digest]))
    expect(new Set([fast, best, none, zstd].map(({ digest }) => digest)).size).toBe(4)
    expect(gunzipSync(fast.content as Uint8Array).equals(tarOf(entries))).toBe(true)
  })

  it('may be an archive as it is, with any media type and annotations', () => {
    const tar = tarOf(entries).subarray(0, 700)
    const image = buildImage({
      layers: [{ tar, compression: 'none', mediaType: 'application/x', annotations: { a: 'b' } }],
    })

    expect(bodyOf(image).layers).toEqual([
      { mediaType: 'application/x', digest: digestOf(tar), size: 700, annotations: { a: 'b' } },
    ])
  })
})

describe('an image that is compressed anew', () => {
  it.each([{ level: 1 }, { compression: 'zstd' }, { compression: 'none' }] as const)(
    'has the same configuration and other layers: %j',
    (how) => {
      const image = recompressed(base, how)

      expect(configOf(image)).toEqual(configOf(base))
      expect(image.diffIds).toEqual(base.diffIds)
      expect(image.layers.map(({ digest }) => digest)).not.toEqual(base.layers.map(({ digest }) => digest))
    },
  )

  it('cannot be one whose layers are in files', () => {
    const layer = { ...buildLayer({ entries }), content: { file: '/nowhere', size: 1 } }
    const { tar: _, ...filed } = layer

    expect(() => recompressed(buildImage({ layers: [filed] }), {})).toThrow(/Expected layers in memory/)
  })
})

describe('an index', () => {
  const arm = tinyBase({ architecture: 'arm64', variant: 'v8' })

  it('names its images with their platforms, and brings them along', () => {
    const index = buildIndex({ manifests: [base, arm], annotations: { a: 'b' } })

    expect(bodyOf(index)).toEqual({
      schemaVersion: 2,
      mediaType: mediaType.ociIndex,
      manifests: [
        { ...descriptorOf(base), platform: { os: 'linux', architecture: 'amd64' } },
        { ...descriptorOf(arm), platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      ],
      annotations: { a: 'b' },
    })
    expect(index.manifests).toEqual([base, arm])
  })

  it('has attestations of no platform as BuildKit adds them', () => {
    const index = buildIndex({ manifests: [base, arm], attestations: true, format: 'docker' })
    const [, , first] = bodyOf(index).manifests

    expect(index.mediaType).toBe(mediaType.dockerList)
    expect(bodyOf(index).manifests).toHaveLength(4)
    expect(first).toMatchObject({
      digest: attestationOf(base).digest,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': base.digest,
      },
    })
    expect(
      bodyOf(attestationOf(base)).layers.map(({ annotations }) => annotations?.['in-toto.io/predicate-type']),
    ).toEqual(['https://spdx.dev/Document', 'https://slsa.dev/provenance/v0.2'])
  })

  it('may name an index, or what nobody has', () => {
    const missing = { mediaType: mediaType.ociManifest, digest: `sha256:${'0'.repeat(64)}`, size: 1 }
    const inner = buildIndex({ manifests: [base] })
    const index = buildIndex({ manifests: [inner, { descriptor: missing }] })

    expect(bodyOf(index).manifests).toEqual([descriptorOf(inner), missing])
    expect(index.manifests).toEqual([inner])
  })
})

it('any JSON or bytes can be a manifest', () => {
  const manifest = manifestOf({ schemaVersion: 1 }, 'application/x')

  expect([manifest.digest, Buffer.from(manifest.bytes).toString()]).toEqual([
    digestOf(Buffer.from('{"schemaVersion":1}')),
    '{"schemaVersion":1}',
  ])
})
