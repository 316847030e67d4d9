import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { TextFile } from '@ingot/contract'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** Larger inputs are refused unread: no operation takes them. */
const largestInput = 256 * 1024 * 1024

/** Reads a UTF-8 file, or standard input for `-`. Throws `UsageError` where it cannot be read or is not UTF-8. */
export async function readTextFile(io: Io, file: string): Promise<TextFile> {
  const source = file === '-' ? io.stdin : createReadStream(resolve(io.folder, file))
  const name = file === '-' ? '<stdin>' : file
  const bytes = await collect(source, name)
  if (!isUtf8(bytes)) throw notUtf8(bytes, name)
  return { file: name, text: bytes.toString('utf8') }
}

/** The bytes of a file as they come. Throws `UsageError` at once when there is no such file. */
export async function openBytes(io: Io, file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return io.stdin
  const path = resolve(io.folder, file)
  await access(path).catch((error: unknown) => {
    throw unreadable(file, error)
  })
  return createReadStream(path)
}

/** Writes a file whole or not at all: a reader never sees half of it. */
export async function writeTextFile(io: Io, file: string, text: string): Promise<void> {
  await replaceFile(io, file, (partial) => writeFile(partial, text, { flush: true }))
}

/** Writes a stream to a file, whole or not at all; answers the number of bytes. */
export async function writeByteStream(
  io: Io,
  file: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<number> {
  let bytes = 0
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of stream) {
      bytes += chunk.byteLength
      yield chunk
    }
  }
  await replaceFile(io, file, (partial) => pipeline(counted(), createWriteStream(partial, { flush: true })))
  return bytes
}

/** Whether there is a file of this name. */
export async function fileExists(io: Io, file: string): Promise<boolean> {
  return await access(resolve(io.folder, file)).then(
    () => true,
    () => false,
  )
}

async function replaceFile(io: Io, file: string, write: (partial: string) => Promise<void>): Promise<void> {
  const path = resolve(io.folder, file)
  const partial = `${path}.${randomUUID()}.partial`
  try {
    await makeFolder(dirname(path))
    await write(partial)
    await rename(partial, path)
  } catch (error) {
    // Where a part of the path is a file there is nothing to remove, and that is no news.
    await rm(partial, { force: true }).catch(() => undefined)
    if (systemCode(error) === undefined) throw error
    throw new UsageError(
      'UNWRITABLE_FILE',
      `Cannot write "${file}": ${reasonOf(error)}`,
      'Name a file that you may write.',
      error,
    )
  }
}

/** Node's own recursion never ends where a folder takes no others, as `/proc` does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path).catch((again: unknown) => {
      // Somebody else may have made it meanwhile.
      if (systemCode(again) !== 'EEXIST') throw again
    })
  }
}

async function collect(source: AsyncIterable<Uint8Array>, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.byteLength
      if (size > largestInput) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw unreadable(name, error)
  }
  if (size <= largestInput) return Buffer.concat(chunks)
  throw new UsageError(
    'UNREADABLE_FILE',
    `Cannot read "${name}": it is larger than ${largestInput / 1024 / 1024} MiB`,
    'Split the input.',
  )
}

function unreadable(file: string, error: unknown): UsageError {
  const message = `Cannot read "${file}": ${reasonOf(error)}`
  return new UsageError('UNREADABLE_FILE', message, 'Name a file that exists and that you may read.', error)
}

function notUtf8(bytes: Buffer, file: string): UsageError {
  const offset = firstDifference(bytes, Buffer.from(bytes.toString('utf8')))
  const message = `Cannot read "${file}": the byte at offset ${offset} is not valid UTF-8`
  return new UsageError('NOT_UTF8', message, 'Save the file as UTF-8.')
}

/** What is valid survives decoding and encoding; the first byte that does not is where the fault is. */
function firstDifference(bytes: Uint8Array, again: Uint8Array): number {
  let offset = 0
  while (offset < bytes.length && bytes[offset] === again[offset]) offset += 1
  return offset
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EEXIST: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  ENOTDIR: 'a part of its path is not a folder',
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}

function reasonOf(error: unknown): string {
  return reasons[systemCode(error) ?? ''] ?? (error instanceof Error ? error.message : String(error))
}
