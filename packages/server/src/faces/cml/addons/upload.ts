import { IngotError } from '@ingot/contract'
import type { FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** What an upload came with: texts by their names, and what is known of its files. */
export interface Upload {
  readonly texts: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, UploadedFile>
}

interface UploadedFile {
  readonly name: string
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

/**
 * Reads a request in several parts. No file is kept in memory. Throws `INVALID_REQUEST` for what is no such request,
 * `PAYLOAD_TOO_LARGE` for a part that is too large.
 */
export async function readUpload(request: FastifyRequest, limits: UploadLimits): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new IngotError('INVALID_REQUEST', 'Expected a request of type multipart/form-data')
  }
  const texts = new Map<string, string>()
  const files = new Map<string, UploadedFile>()
  const largest = Math.max(...Object.values({ ...limits.texts, ...limits.files }))
  for await (const part of request.parts({ limits: { fileSize: largest } })) {
    const { fieldname: name } = part
    const textLimit = limits.texts[name]
    const fileLimit = limits.files?.[name]
    if (part.type === 'field') {
      if (textLimit !== undefined) texts.set(name, checked(name, String(part.value), textLimit))
    } else if (textLimit !== undefined) texts.set(name, await textOf(name, part.file, textLimit))
    else if (fileLimit !== undefined) files.set(name, await fileOf(name, part.filename, part.file, fileLimit))
    else part.file.resume()
  }
  return { texts, files }
}

function checked(name: string, text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text
  throw tooLarge(name, limit)
}

async function textOf(name: string, file: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file) {
    size += chunk.length
    if (size > limit) throw tooLarge(name, limit)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new IngotError('INVALID_REQUEST', `Expected "${name}" in UTF-8, got bytes that are not`, { cause })
  }
}

async function fileOf(
  name: string,
  fileName: string,
  file: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<UploadedFile> {
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let size = 0
  for await (const chunk of file) {
    if (size < headSize) head.push(chunk.subarray(0, headSize - size))
    size += chunk.length
    if (size > limit) throw tooLarge(name, limit)
    hash.update(chunk)
  }
  return { name: fileName, size, digest: `sha256:${hash.digest('hex')}`, head: Buffer.concat(head) }
}

function tooLarge(name: string, limit: number): IngotError {
  return new IngotError('PAYLOAD_TOO_LARGE', `Expected "${name}" with at most ${limit} bytes, got more`)
}
