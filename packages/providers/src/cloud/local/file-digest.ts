import { createHash } from 'node:crypto'
import { isUnchanged, openFile, unreadable, type DiskFile } from './disk-file.ts'

/** Digests of files as they were; a file that has changed since has another mark. */
const known = new Map<string, string>()
const mostKnown = 10_000

/**
 * The SHA-256 of a file, `sha256:…`; a process reads a file that does not change but once. `undefined` where somebody
 * writes to it meanwhile, or it is gone.
 */
export async function fileDigest(file: DiskFile, signal?: AbortSignal): Promise<string | undefined> {
  const key = `${file.path}\n${file.mark}`
  const before = known.get(key)
  if (before !== undefined) return before
  const hash = await hashOf(file.path, 'sha256', signal)
  if (hash === undefined || !(await isUnchanged(file))) return undefined
  if (known.size >= mostKnown) known.clear()
  known.set(key, `sha256:${hash}`)
  return `sha256:${hash}`
}

/**
 * The digest of a file by an algorithm, in hexadecimal; `undefined` where it is gone. Throws `CloudError`, or the reason
 * of the signal.
 */
export async function hashOf(
  path: string,
  algorithm: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const hash = createHash(algorithm)
  const pieces = await filePieces(path, signal)
  if (pieces === undefined) return undefined
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

/** The bytes of a file; `undefined` where it is gone. Throws `CloudError`, or the reason of the signal. */
export async function filePieces(
  path: string,
  signal?: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  signal?.throwIfAborted()
  const file = await openFile(path)
  return file === undefined ? undefined : pieces()

  async function* pieces(): AsyncGenerator<Uint8Array> {
    const options = { highWaterMark: 1024 * 1024, ...(signal === undefined ? {} : { signal }) }
    try {
      yield* file!.createReadStream(options) as AsyncIterable<Uint8Array>
    } catch (error) {
      signal?.throwIfAborted()
      throw unreadable(path, error)
    }
  }
}
