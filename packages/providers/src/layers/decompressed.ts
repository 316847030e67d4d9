import { createGunzip } from 'node:zlib'
import type { Compression } from './layer-kind.ts'
import { throughEngine } from './through-engine.ts'
import { unzstd } from './zstd/unzstd.ts'

/** Bytes that are decompressed at once: more is no faster, less is slower. */
const CHUNK = 256 * 1024

/** The longest magic number. */
const SNIFFED = 4

export interface Decompressed {
  /** By the first bytes, as container runtimes go by these whatever the media type says. */
  readonly compression: Compression
  readonly bytes: AsyncIterable<Buffer>
}

/** Decompresses a layer as it comes; throws a LayerError where it cannot be. Nothing is kept but a window. */
export async function decompressed(
  source: AsyncIterable<Uint8Array>,
  windowLimit: number,
): Promise<Decompressed> {
  const iterator = source[Symbol.asyncIterator]()
  const first = await firstBytes(iterator)
  const compression = compressionOf(first)
  const whole = resumed(first, iterator)
  if (compression === 'none') return { compression, bytes: whole }
  const bytes =
    compression === 'gzip'
      ? throughEngine(whole, createGunzip({ chunkSize: CHUNK }), 'gzip')
      : unzstd(whole, windowLimit, CHUNK)
  return { compression, bytes }
}

async function firstBytes(iterator: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0)
  while (first.length < SNIFFED) {
    const next = await iterator.next()
    if (next.done === true) break
    first = Buffer.concat([first, next.value])
  }
  return first
}

async function* resumed(first: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first
    for (;;) {
      const next = await iterator.next()
      if (next.done === true) return
      const { buffer, byteOffset, byteLength } = next.value
      yield Buffer.from(buffer, byteOffset, byteLength)
    }
  } finally {
    await iterator.return?.()
  }
}

function compressionOf(first: Buffer): Compression {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  if (first.length < SNIFFED) return 'none'
  const magic = first.readUInt32LE(0)
  return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : 'none'
}
