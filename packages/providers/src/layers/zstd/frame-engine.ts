import { Decompress } from 'fzstd'
import { LayerError, LayerStuck } from '../layer-error.ts'
import type { FramePiece } from './frame-reader.ts'
import { withinTime } from './within-time.ts'

/** Milliseconds for about half a megabyte of content, which takes about ten of them. */
const TIME = 3000

/**
 * Decompresses pieces of frames in JavaScript. The library trusts its input: there are blocks of a few bytes that it
 * never ends with, so it is given time, and no more.
 */
export class FrameEngine {
  readonly #time: number
  #engine: Decompress | undefined
  /** The library keeps what it was given until it was given half a block, so one byte is held back. */
  #held: Buffer = Buffer.alloc(0)
  #made: Buffer[] = []

  /** `time`: milliseconds for the pieces that are given at once. */
  constructor(time = TIME) {
    this.#time = time
  }

  /** What pieces in their order make. */
  decompress(pieces: readonly FramePiece[]): Buffer[] {
    this.#made = []
    let isDone: boolean
    try {
      isDone = withinTime(this.#time, () => this.#push(pieces))
    } catch (error) {
      throw corrupt('cannot be decompressed', error)
    }
    if (!isDone) {
      throw new LayerStuck(sentence(`one of its blocks is not decompressed within ${this.#time} ms`))
    }
    return this.#made
  }

  #push(pieces: readonly FramePiece[]): void {
    let parts: Buffer[] = []
    for (const { kind, bytes } of pieces) {
      if (kind === 'header') this.#engine = this.#newEngine()
      parts.push(bytes)
      if (kind !== 'last-block') continue
      this.#give(parts, true)
      parts = []
    }
    if (parts.length > 0) this.#give(parts, false)
  }

  #give(parts: readonly Buffer[], isLast: boolean): void {
    const bytes = Buffer.concat([this.#held, ...parts])
    const end = isLast ? bytes.length : bytes.length - 1
    this.#held = bytes.subarray(end)
    this.#engine?.push(bytes.subarray(0, end), isLast)
  }

  #newEngine(): Decompress {
    return new Decompress((made) => {
      if (made.length > 0) this.#made.push(Buffer.from(made.buffer, made.byteOffset, made.byteLength))
    })
  }
}

function corrupt(found: string, cause: unknown): LayerError {
  return new LayerError('layerCorrupt', sentence(found), cause)
}

function sentence(found: string): string {
  return `must be zstd to its end, but ${found}; build and push the image again`
}
