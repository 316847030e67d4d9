import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** The bytes of a blob: in memory, or in a file that is read when it is asked for. */
export type BlobContent = Uint8Array | BlobFile

/** A blob that is too large for memory. */
export interface BlobFile {
  readonly file: string
  /** In bytes. */
  readonly size: number
}

/** `sha256:` and the hexadecimal digest of bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The size of a blob in bytes. */
export function sizeOf(content: BlobContent): number {
  return content instanceof Uint8Array ? content.byteLength : content.size
}

/** Reads a blob from `start` to before `end` in chunks of at most 64 KiB. */
export async function* readBlob(
  content: BlobContent,
  start = 0,
  end = sizeOf(content),
): AsyncGenerator<Uint8Array> {
  if (end <= start) return
  if (content instanceof Uint8Array) {
    for (let at = start; at < end; at += CHUNK) yield content.subarray(at, Math.min(at + CHUNK, end))
  } else {
    yield* createReadStream(content.file, { start, end: end - 1, highWaterMark: CHUNK })
  }
}

const CHUNK = 65_536
