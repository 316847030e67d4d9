import { createCipheriv, createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import type { BuiltLayer } from './build-layer.ts'
import { padding, tarHeader } from './tar-writer.ts'

export interface GenerateOptions {
  /** An existing folder that the layer is written to; whoever made it removes it. */
  folder: string
  /** Bytes of all files together, before compression. */
  size: number
  /** Over how many files these are spread; 16 if left open. */
  files?: number
  /** gzip if left open. */
  compression?: 'none' | 'gzip'
  /** Different layers have different seeds; 0 if left open. */
  seed?: number
}

/**
 * Writes a layer too large for memory to a file. Half of it can be compressed. Same options, same bytes. It is made of
 * few different pieces, each compressed once and by itself (a gzip file may have many members), so that a gigabyte
 * takes seconds.
 */
export async function generateLayer(options: GenerateOptions): Promise<BuiltLayer> {
  const { folder, seed = 0, compression = 'gzip' } = options
  const file = join(folder, `layer-${seed}`)
  const archive = createHash('sha256')
  const compressed = createHash('sha256')
  const compress = compression === 'gzip' ? compressOnce() : (piece: Uint8Array) => piece
  await pipeline(function* () {
    for (const piece of archiveOf(options)) {
      archive.update(piece)
      const bytes = compress(piece)
      compressed.update(bytes)
      yield bytes
    }
  }, createWriteStream(file))
  return {
    digest: `sha256:${compressed.digest('hex')}`,
    diffId: `sha256:${archive.digest('hex')}`,
    content: { file, size: (await stat(file)).size },
    compression,
  }
}

function compressOnce(): (piece: Uint8Array) => Uint8Array {
  const known = new WeakMap<Uint8Array, Uint8Array>()
  return (piece) => {
    const bytes = known.get(piece) ?? gzipSync(piece, { level: 1 })
    known.set(piece, bytes)
    return bytes
  }
}

function* archiveOf({ size, files = 16, seed = 0 }: GenerateOptions): Generator<Uint8Array> {
  const pieces = generatePieces(seed)
  for (let index = 0; index < files; index += 1) {
    const length = Math.floor((size * (index + 1)) / files) - Math.floor((size * index) / files)
    yield tarHeader({ path: `opt/generated-${seed}/file-${index}` }, length)
    for (let at = 0; at < length; at += PIECE) {
      const piece = pieces[(at / PIECE) % pieces.length] ?? Buffer.alloc(PIECE)
      yield length - at >= PIECE ? piece : piece.subarray(0, length - at)
    }
    yield padding(length)
  }
  yield Buffer.alloc(1024)
}

const PIECE = 1_048_576
const STRETCH = 32_768

/** Pieces in which what cannot be compressed and what can take turns. */
function generatePieces(seed: number): Buffer[] {
  const random = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16))
  const text = Buffer.alloc(STRETCH, 'compressible ')
  const stretches = () => [random.update(Buffer.alloc(STRETCH)), text]
  return Array.from({ length: 8 }, () =>
    Buffer.concat(Array.from({ length: PIECE / STRETCH / 2 }, stretches).flat()),
  )
}
