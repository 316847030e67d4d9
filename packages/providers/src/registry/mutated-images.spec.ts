import { parseImageReference, proveBase, snapshotsOf } from '@ingot/core'
import { buildImage, buildIndex, digestOf, mediaType, mutatedJson, tinyBase } from '@ingot/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readImage } from './read-image.ts'
import type { RegistryClient } from './registry-client.ts'
import { RegistryError } from './registry-error.ts'

const reference = parseImageReference('registry.example.com/team/app:1.0').reference!
const base = tinyBase()
const image = buildImage({ base, labels: { a: 'b' }, env: { A: 'b' }, annotations: { c: 'd' } })
const arm64 = buildImage({ base: buildImage({ base, architecture: 'arm64' }) })
const config = JSON.parse(JSON.stringify(image.config)) as object
const manifest = JSON.parse(Buffer.from(image.bytes).toString()) as { config: object }
const index = buildIndex({ manifests: [image, arm64], annotations: { e: 'f' }, attestations: true })

type Contents = ReadonlyMap<string, { bytes: Uint8Array; type: string }>

/** What a registry holds, without a network between. */
function clientOf(root: Uint8Array, rootType: string, contents: Contents): RegistryClient {
  const found = (digest: string) => {
    const content = contents.get(digest)
    if (content === undefined) throw new RegistryError('not-found', `There is no ${digest}; check its name`)
    return content
  }
  return {
    manifest: async ({ digest }: { digest?: string }) => {
      const { bytes, type } = digest === undefined ? { bytes: root, type: rootType } : found(digest)
      return { bytes, digest: digestOf(bytes), mediaType: type, size: bytes.length }
    },
    config: async (_: unknown, { digest, size }: { digest: string; size: number }) => {
      const { bytes } = found(digest)
      if (bytes.length !== size)
        throw new RegistryError('digest-mismatch', 'Expected another size; tell them')
      return bytes
    },
  } as unknown as RegistryClient
}

const contents: Contents = new Map([
  ...[image, arm64, ...index.manifests].map(
    (one) => [one.digest, { bytes: one.bytes, type: one.mediaType }] as const,
  ),
  ...[image, arm64].flatMap((one) =>
    [...one.blobs].map(([digest, bytes]) => [digest, { bytes: bytes as Uint8Array, type: '' }] as const),
  ),
])

/** Reads a root manifest: an image that can be proven, or a fault that is told in sentences. */
async function withstood(root: Uint8Array, type: string, known = contents): Promise<boolean> {
  try {
    const read = await readImage(clientOf(root, type, known), reference)
    const before = Object.keys(Object.prototype)
    expect(proveBase(read, [allowed]).platforms).toHaveLength(read.platforms.length)
    expect(Object.keys(Object.prototype)).toEqual(before)
    for (const { layers, diffIds } of read.platforms) expect(layers).toHaveLength(diffIds.length)
    return true
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    expect(error.faults.length).toBeLessThanOrEqual(101)
    for (const text of [error.message, ...error.faults]) {
      expect(text).toMatch(/^[A-Z"].* .*/)
      expect(text.length).toBeLessThan(1000)
    }
    return false
  }
}

const allowed = {
  id: 'base',
  reference: 'registry.example.com/team/base:1.0',
  generation: 'os' as const,
  vendor: false,
  snapshots: snapshotsOf(
    await readImage(
      clientOf(
        base.bytes,
        base.mediaType,
        new Map(
          [...base.blobs].map(
            ([digest, bytes]) => [digest, { bytes: bytes as Uint8Array, type: '' }] as const,
          ),
        ),
      ),
      reference,
    ),
    '2026-01-01T00:00:00.000Z',
  ),
  created: '2026-01-01T00:00:00.000Z',
}

async function expectWithstood(arbitrary: fc.Arbitrary<[Uint8Array, string, Contents?]>, seed: number) {
  let [read, refused] = [0, 0]
  await fc.assert(
    fc.asyncProperty(arbitrary, async ([root, type, known]) => {
      if (await withstood(root, type, known)) read += 1
      else refused += 1
    }),
    { numRuns: 2500, seed },
  )
  expect(Math.min(read, refused)).toBeGreaterThan(50)
}

describe('images that were tampered with are read, or refused with a sentence', () => {
  it('in their manifest', () =>
    expectWithstood(
      mutatedJson(manifest).map((bytes) => [bytes, mediaType.ociManifest]),
      1,
    ))

  it('in their manifest, sent as anything', () => {
    const types = fc.constantFrom('', 'text/html', ...Object.values(mediaType))
    return expectWithstood(fc.tuple(mutatedJson(manifest), types), 2)
  })

  it('in their index', () =>
    expectWithstood(
      mutatedJson(JSON.parse(Buffer.from(index.bytes).toString()) as object).map((bytes) => [
        bytes,
        mediaType.ociIndex,
      ]),
      3,
    ))

  it('in their configuration', () =>
    expectWithstood(
      mutatedJson(config).map((bytes) => {
        const digest = digestOf(bytes)
        const root = { ...manifest, config: { ...manifest.config, digest, size: bytes.length } }
        const known = new Map([...contents, [digest, { bytes, type: '' }] as const])
        return [Buffer.from(JSON.stringify(root)), mediaType.ociManifest, known]
      }),
      4,
    ))

  it('in the manifest of one of their platforms', () =>
    expectWithstood(
      mutatedJson(manifest).map((bytes) => {
        const digest = digestOf(bytes)
        const { manifests, ...rest } = JSON.parse(Buffer.from(index.bytes).toString()) as {
          manifests: object[]
        }
        const [first, ...others] = manifests
        const root = { ...rest, manifests: [{ ...first, digest, size: bytes.length }, ...others] }
        const known = new Map([...contents, [digest, { bytes, type: mediaType.ociManifest }] as const])
        return [Buffer.from(JSON.stringify(root)), mediaType.ociIndex, known]
      }),
      5,
    ))
})
