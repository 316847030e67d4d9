import { IngotError } from '@ingot/contract'
import type { FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** What an upload came with: texts by their names, and what is known of its files. */
export interface Upload {
  readonly texts: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, UploadedFile>
}

interface UploadedFile {
  /** In bytes. */
  readonly size: number
  /** `sha256:…` */
  readonly digest: string
  /** The first bytes, by which its kind is told. */
  readonly head: Uint8Array
}

export interface UploadLimits {
  /** Parts whose content is kept as a text, and how large each may be, in bytes. */
  readonly texts: Readonly<Record<string, number>>
  /** Parts of which only size, digest and beginning are kept. */
  readonly files?: Readonly<Record<string, number>>
}

/** As much of the beginning of a file is kept, in bytes. */
const headSize = 512

/** What an upload may have around its parts, and in parts that nobody asks for, in bytes. */
const spareSize = 256 * 1024

/**
 * Reads a request in several parts; parts that nobody asks for are passed over. No file is kept in memory. Throws
 * `INVALID_REQUEST` for what is no such request, `PAYLOAD_TOO_LARGE` for a part, or a whole, that is too large.
 */
export async function readUpload(request: FastifyRequest, limits: UploadLimits): Promise<Upload> {
  if (!request.isMultipart()) throw notInParts()
  const { texts, files = {} } = limits
  const sizes = new Map(Object.entries({ ...texts, ...files }))
  const total = [...sizes.values()].reduce((sum, size) => sum + size, spareSize)
  const tooMuch = overflow(request, total)
  try {
    return await Promise.race([readParts(request, sizes, new Set(Object.keys(files))), tooMuch])
  } catch (error) {
    throw error instanceof IngotError ? error : unreadable(error)
  }
}

/** The refusal of what is no request in several parts. */
export function notInParts(): IngotError {
  return new IngotError('INVALID_REQUEST', 'Expected a request of type multipart/form-data')
}

async function readParts(
  request: FastifyRequest,
  sizes: ReadonlyMap<string, number>,
  hashed: ReadonlySet<string>,
): Promise<Upload> {
  const texts = new Map<string, string>()
  const files = new Map<string, UploadedFile>()
  const largest = Math.max(...sizes.values())
  // One byte more than is taken, so that a part is refused by its name before it is cut off.
  for await (const part of request.parts({ limits: { fileSize: largest + 1 } })) {
    if (part.type !== 'file') continue
    const { fieldname: name, file } = part
    const limit = sizes.get(name)
    if (limit === undefined) file.resume()
    else if (texts.has(name) || files.has(name)) throw twice(name)
    else if (hashed.has(name)) files.set(name, await fileOf(name, file, limit))
    else texts.set(name, await textOf(name, file, limit))
  }
  return { texts, files }
}

/** Rejects once more than so many bytes have come: neither the library nor the framework counts those around parts. */
function overflow({ raw, headers }: FastifyRequest, limit: number): Promise<never> {
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge('the upload', limit)
  let size = 0
  return new Promise((_resolve, reject) => {
    raw.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size > limit) reject(tooLarge('the upload', limit))
    })
  })
}

async function textOf(name: string, file: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file) {
    size += chunk.length
    if (size > limit) throw tooLarge(`"${name}"`, limit)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new IngotError('INVALID_REQUEST', `Expected "${name}" in UTF-8, got bytes that are not`, { cause })
  }
}

async function fileOf(name: string, file: AsyncIterable<Uint8Array>, limit: number): Promise<UploadedFile> {
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let size = 0
  for await (const chunk of file) {
    if (size < headSize) head.push(chunk.subarray(0, headSize - size))
    size += chunk.length
    if (size > limit) throw tooLarge(`"${name}"`, limit)
    hash.update(chunk)
  }
  return { size, digest: `sha256:${hash.digest('hex')}`, head: Buffer.concat(head) }
}

function twice(name: string): IngotError {
  return new IngotError('INVALID_REQUEST', `The upload has the part "${name}" twice; give it once`)
}

function tooLarge(what: string, limit: number): IngotError {
  return new IngotError('PAYLOAD_TOO_LARGE', `Expected ${what} with at most ${limit} bytes, got more`)
}

/** Whatever the reading of parts fails with has its cause in what was sent. */
function unreadable(cause: unknown): IngotError {
  const why = cause instanceof Error ? cause.message : 'it is not understood'
  return new IngotError('INVALID_REQUEST', `The upload cannot be read: ${why}`, { cause })
}
