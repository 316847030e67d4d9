import { setImmediate } from 'node:timers/promises'
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { throughEngine } from '../through-engine.ts'
import { FrameEngine } from './frame-engine.ts'
import { FrameReader, type FramePiece } from './frame-reader.ts'

/** Node has Zstandard from 22.15 on; its types here are those of Node 20. */
interface NativeZstd {
  readonly createZstdDecompress?: (options: {
    chunkSize: number
    params: Record<number, number>
  }) => Transform
  readonly constants: { readonly ZSTD_d_windowLogMax?: number }
}

const native = zlib as unknown as NativeZstd

/** About how much content is made before others have their turn, in bytes. */
const BATCH = 512 * 1024

/** Decompresses Zstandard data of any number of frames, with windows of at most `windowLimit` bytes. */
export function unzstd(
  source: AsyncIterable<Uint8Array>,
  windowLimit: number,
  chunkSize: number,
): AsyncGenerator<Buffer> {
  const { createZstdDecompress, constants } = native
  const parameter = constants.ZSTD_d_windowLogMax
  if (createZstdDecompress === undefined || parameter === undefined) return inScript(source, windowLimit)
  const params = { [parameter]: Math.floor(Math.log2(windowLimit)) }
  return throughEngine(framed(source, windowLimit), createZstdDecompress({ chunkSize, params }), 'zstd')
}

/** The engine of Node takes data that ends within a frame for whole, so frames are followed beside it. */
async function* framed(
  source: AsyncIterable<Uint8Array>,
  windowLimit: number,
): AsyncGenerator<Uint8Array> {
  const reader = new FrameReader(windowLimit)
  for await (const chunk of source) {
    for (const _ of reader.read(chunk)) continue
    yield chunk
  }
  reader.end()
}

/** For Node before 22.15. */
async function* inScript(source: AsyncIterable<Uint8Array>, windowLimit: number): AsyncGenerator<Buffer> {
  const [reader, engine] = [new FrameReader(windowLimit), new FrameEngine()]
  let pieces: FramePiece[] = []
  let size = 0
  for await (const chunk of source) {
    for (const piece of reader.read(chunk)) {
      pieces.push(piece)
      size += piece.makes
      if (size < BATCH) continue
      yield* engine.decompress(pieces)
      pieces = []
      size = 0
      await setImmediate()
    }
  }
  reader.end()
  yield* engine.decompress(pieces)
}
