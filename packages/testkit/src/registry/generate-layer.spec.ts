import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digestOf, type BlobFile } from './blob-content.ts'
import { buildImage } from './build-image.ts'
import { startFakeRegistry } from './fake-registry.ts'
import { generateLayer } from './generate-layer.ts'
import { wireRequest } from './wire-request.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingot-generated-'))
})

afterEach(() => rm(folder, { recursive: true }))

it.each(['gzip', 'none'] as const)(
  'writes a layer to a file with its true digests: %s',
  async (compression) => {
    const layer = await generateLayer({ folder, size: 3_000_001, files: 7, compression })
    const { file, size } = layer.content as BlobFile
    const bytes = await readFile(file)
    const archive = compression === 'gzip' ? gunzipSync(bytes) : bytes

    expect(size).toBe(bytes.length)
    expect(layer.digest).toBe(digestOf(bytes))
    expect(layer.diffId).toBe(digestOf(archive))
    if (compression === 'gzip') expect(size / 3_000_001).toBeCloseTo(0.5, 1)
  },
)

it('writes other layers for other seeds, and the same again for the same', async () => {
  const digests = []
  for (const seed of [0, 1, 0]) digests.push((await generateLayer({ folder, size: 100_000, seed })).digest)

  expect(digests[2]).toBe(digests[0])
  expect(digests[1]).not.toBe(digests[0])
})

it('gives layers that a registry serves from their files', async () => {
  const layer = await generateLayer({ folder, size: 1_000_000 })
  const registry = await startFakeRegistry()
  registry.push('team/large', '1', buildImage({ layers: [layer] }))
  const { file } = layer.content as BlobFile

  const whole = await wireRequest(registry, `/v2/team/large/blobs/${layer.digest}`)
  const part = await wireRequest(registry, `/v2/team/large/blobs/${layer.digest}`, {
    headers: { range: 'bytes=100-199' },
  })
  await registry.close()

  const bytes = await readFile(file)
  expect(whole.body.equals(bytes)).toBe(true)
  expect(part.body.equals(bytes.subarray(100, 200))).toBe(true)
})
