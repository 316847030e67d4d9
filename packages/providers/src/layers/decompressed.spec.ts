import { buildLayer } from '@ingot/testkit'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decompressed } from './decompressed.ts'
import { LayerError } from './layer-error.ts'
import { gathered, piecesOf, sampleBytes } from './testing/pieces.ts'

const content = sampleBytes(900_000)
const gzip = gzipSync(content)

async function decompress(bytes: Uint8Array, size?: number): Promise<Buffer> {
  const { bytes: made } = await decompressed(piecesOf(bytes, size), 1024 * 1024)
  return gathered(made)
}

describe('decompressed()', () => {
  it.each([
    ['gzip', gzip],
    ['zstd', buildLayer({ tar: content, compression: 'zstd' }).content as Uint8Array],
    ['none', content],
  ])('goes by the first bytes: %s', async (compression, bytes) => {
    for (const size of [1000, 65_536, 10_000_000]) {
      const { compression: found, bytes: made } = await decompressed(piecesOf(bytes, size), 1024 * 1024)
      expect(found).toBe(compression)
      expect((await gathered(made)).equals(content)).toBe(true)
    }
  })

  it.each([[0], [1], [3]])('takes %i bytes for an archive', async (length) => {
    const { compression, bytes } = await decompressed(piecesOf(Buffer.alloc(length, 'x'), 1), 1024)

    expect(compression).toBe('none')
    expect(await gathered(bytes)).toHaveLength(length)
  })

  it('reads several members of gzip as one', async () => {
    const bytes = Buffer.concat([gzip, gzipSync(Buffer.from('x')), gzip])

    for (const size of [500, 65_536, 10_000_000]) {
      const found = await decompress(bytes, size)
      expect(found.equals(Buffer.concat([content, Buffer.from('x'), content]))).toBe(true)
    }
  })

  it.each<[string, Uint8Array, string]>([
    ['that is cut off', gzip.subarray(0, -9), 'ends too early'],
    ['that is cut off in its checksum', gzip.subarray(0, -3), 'ends too early'],
    ['with another checksum', Buffer.concat([gzip.subarray(0, -8), Buffer.alloc(8)]), 'incorrect data check'],
    [
      'with other content',
      Buffer.concat([gzip.subarray(0, 5000), Buffer.alloc(5000, 0xff), gzip.subarray(10_000)]),
      'cannot be decompressed',
    ],
    ['that goes on with a word', Buffer.concat([gzip, Buffer.from('garbage')]), 'incorrect header check'],
    ['that goes on with a zero', Buffer.concat([gzip, Buffer.alloc(1)]), 'goes on with other bytes'],
    ['that goes on with zeros', Buffer.concat([gzip, Buffer.alloc(300_000)]), 'goes on with other bytes'],
    [
      'that goes on after zeros',
      Buffer.concat([gzip, Buffer.alloc(300_000), gzip]),
      'goes on with other bytes',
    ],
  ])('tells gzip to be corrupt %s', async (_, bytes, message) => {
    for (const size of [5000, 65_536, 10_000_000]) {
      const fault: unknown = await decompress(bytes, size).catch((error: unknown) => error)
      expect(fault).toBeInstanceOf(LayerError)
      expect((fault as LayerError).code).toBe('layerCorrupt')
      expect((fault as LayerError).message).toContain(message)
    }
  })

  it.each([
    ['gzip', gzip],
    ['an archive', content],
  ])('throws what its source throws, and closes it when it is given up: %s', async (_, bytes) => {
    let closed = 0
    async function* source(isBroken: boolean) {
      try {
        yield* piecesOf(bytes.subarray(0, 100_000), 10_000)
        if (isBroken) throw new RangeError('the line was cut')
        yield* piecesOf(bytes.subarray(100_000), 10_000)
      } finally {
        closed += 1
      }
    }

    await expect(decompressed(source(true), 1024).then((one) => gathered(one.bytes))).rejects.toThrow(
      RangeError,
    )
    expect(closed).toBe(1)
    for await (const _ of (await decompressed(source(false), 1024)).bytes) break
    await expect.poll(() => closed).toBe(2)
  })
})
