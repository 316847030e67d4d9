import { setImmediate } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { throughEngine, type Engine } from '../through-engine.ts'
import { fittedFrames } from './fitted-frames.ts'
import { FrameEngine } from './frame-engine.ts'
import { FrameReader, type FramePiece } from './frame-reader.ts'

/** Node has Zstandard from 22.15 on; its types here are those of Node 20. */
interface NativeZstd {
  readonly createZstdDecompress?: (options: { chunkSize: number; params: Record<number, number> }) => Engine
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
  return natively(source, windowLimit, () => createZstdDecompress({ chunkSize, params }))
}

/** The engine of Node ends with the first frame, and takes one that is cut off for whole, so frames are told apart. */
async function* natively(
  source: AsyncIterable<Uint8Array>,
  windowLimit: number,
  newEngine: () => Engine,
): AsyncGenerator<Buffer> {
  const pieces = framePieces(source, windowLimit)
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      yield* throughEngine(frameOf(next.value, pieces), newEngine(), 'zstd')
    }
  } finally {
    await pieces.return(undefined)
  }
}

async function* frameOf(
  header: FramePiece,
  pieces: AsyncGenerator<FramePiece, void>,
): AsyncGenerator<Uint8Array> {
  yield header.bytes
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    yield next.value.bytes
    if (next.value.kind === 'last-block') return
  }
}

async function* framePieces(
  source: AsyncIterable<Uint8Array>,
  windowLimit: number,
): AsyncGenerator<FramePiece, void> {
  const reader = new FrameReader(windowLimit)
  for await (const chunk of source) yield* reader.read(chunk)
  reader.end()
}

/** For Node before 22.15. */
export async function* inScript(
  source: AsyncIterable<Uint8Array>,
  windowLimit: number,
): AsyncGenerator<Buffer> {
  const engine = new FrameEngine()
  let pieces: FramePiece[] = []
  let size = 0
  for await (const piece of fittedFrames(framePieces(source, windowLimit))) {
    pieces.push(piece)
    size += piece.takes
    if (size < BATCH) continue
    yield* engine.decompress(pieces)
    pieces = []
    size = 0
    await setImmediate()
  }
  yield* engine.decompress(pieces)
}
