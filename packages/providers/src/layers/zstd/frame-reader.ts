import { LayerError } from '../layer-error.ts'
import { headerLength, windowSize } from './frame-header.ts'
import { GrowingBytes } from './growing-bytes.ts'

/** The largest block that may stand for more or less than its size (RFC 8878, 3.1.1.2). */
const BLOCK_LIMIT = 128 * 1024

/** About how many bytes of memory a piece takes beside what it makes: there may be very many that make nothing. */
const PIECE = 100

/** One piece of a frame that is decompressed at once. */
export interface FramePiece {
  readonly kind: 'header' | 'block' | 'last-block'
  readonly bytes: Buffer
  /** How many bytes of memory it takes, at most: for the content that it makes, or the window of a header. */
  readonly takes: number
}

/**
 * Takes Zstandard data apart (RFC 8878) into headers of frames and single blocks, so that no piece makes more than 128
 * KiB of content. Frames to skip are skipped. A window that would need more than `windowLimit` bytes of memory is
 * refused before anything is made room for.
 */
export class FrameReader {
  readonly #windowLimit: number
  readonly #rest = new GrowingBytes()
  #place: 'magic' | 'block' | 'skip' = 'magic'
  #hasChecksum = false
  #skip = 0

  constructor(windowLimit: number) {
    this.#windowLimit = windowLimit
  }

  /** Takes the next bytes and answers the pieces that are whole now. */
  *read(chunk: Uint8Array): Generator<FramePiece> {
    this.#rest.append(chunk)
    for (;;) {
      const length = this.#pieceLength(this.#rest.bytes)
      if (length === undefined || length > this.#rest.bytes.length) return
      const piece = this.#takePiece(this.#rest.take(length))
      if (piece !== undefined) yield piece
    }
  }

  /** Says that no more bytes come. */
  end(): void {
    if (this.#place === 'magic' && this.#rest.bytes.length === 0) return
    throw corrupt('ends too early')
  }

  /** How many bytes the next piece has; unknown as long as too few came. */
  #pieceLength(rest: Buffer): number | undefined {
    if (this.#place === 'skip') return rest.length === 0 ? undefined : Math.min(this.#skip, rest.length)
    if (this.#place === 'block') return rest.length < 3 ? undefined : this.#blockLength(rest.readUIntLE(0, 3))
    if (rest.length < 5) return undefined
    const magic = rest.readUInt32LE(0)
    if (magic >>> 4 === 0x184d2a5) return 8
    if (magic !== 0xfd2fb528) throw corrupt('has other bytes where a frame should begin')
    return headerLength(rest[4]!)
  }

  #blockLength(header: number): number {
    const [isLast, type, size] = [(header & 1) === 1, (header >>> 1) & 3, header >>> 3]
    if (type === 3 || size > BLOCK_LIMIT) throw corrupt('has a block that no frame may have')
    return 3 + (type === 1 ? 1 : size) + (isLast && this.#hasChecksum ? 4 : 0)
  }

  #takePiece(bytes: Buffer): FramePiece | undefined {
    if (this.#place === 'skip') {
      this.#skip -= bytes.length
      if (this.#skip === 0) this.#place = 'magic'
      return undefined
    }
    if (this.#place === 'block') {
      const isLast = (bytes[0]! & 1) === 1
      if (isLast) this.#place = 'magic'
      const takes = contentOf(bytes.readUIntLE(0, 3)) + PIECE
      return { kind: isLast ? 'last-block' : 'block', bytes, takes }
    }
    if (bytes.readUInt32LE(0) !== 0xfd2fb528) {
      this.#skip = bytes.readUInt32LE(4)
      this.#place = this.#skip === 0 ? 'magic' : 'skip'
      return undefined
    }
    const takes = this.#checkWindow(bytes) + PIECE
    this.#hasChecksum = (bytes[4]! & 4) !== 0
    this.#place = 'block'
    return { kind: 'header', bytes, takes }
  }

  /** The size of the window. */
  #checkWindow(header: Buffer): number {
    const size = windowSize(header)
    if (size <= this.#windowLimit) return size
    throw new LayerError(
      'layerTooLarge',
      `needs ${size} bytes of memory to be decompressed (its Zstandard window), but at most ${this.#windowLimit} are given to it; compress it without a long window`,
    )
  }
}

/** A block that is stored, or is one byte repeated, says how much it makes. */
function contentOf(header: number): number {
  return ((header >>> 1) & 3) === 2 ? BLOCK_LIMIT : header >>> 3
}

function corrupt(found: string): LayerError {
  return new LayerError(
    'layerCorrupt',
    `must be zstd to its end, but ${found}; build and push the image again`,
  )
}
