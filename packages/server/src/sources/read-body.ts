import { IngotError } from '@ingot/contract'
import { catalogWords, type SourceWords } from './source-words.ts'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'

/** The encodings that a source may answer in. */
export const acceptedEncodings = 'gzip, br, deflate'

/**
 * The text of a response: decoded, at most `limit` bytes before and after decoding, UTF-8. Throws `SOURCE_INVALID`
 * where it is not; what the network does is thrown as it comes.
 */
export async function readBody(
  response: IncomingMessage,
  limit: number,
  words: SourceWords = catalogWords,
): Promise<string> {
  const declared = Number(response.headers['content-length'] ?? 0)
  if (declared > limit) throw tooLarge(limit, words)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit, words)
    chunks.push(chunk)
  }
  if (!response.complete) throw new Error('The answer ended before its end')
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? ''
  return utf8Text(await decoded(Buffer.concat(chunks), encoding, limit, words), words)
}

/** A text in UTF-8, without its byte order mark. Throws `SOURCE_INVALID` on bytes that are not. */
function utf8Text(bytes: Uint8Array, { one }: SourceWords): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new IngotError('SOURCE_INVALID', `Expected ${one} in UTF-8, got bytes that are not`, { cause })
  }
}

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const decoders: ReadonlyMap<string, Decode> = new Map([
  ['gzip', promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ['x-gzip', promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ['br', promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
  ['deflate', promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)],
])

const decodeRaw: Decode = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

async function decoded(bytes: Buffer, encoding: string, limit: number, words: SourceWords): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity') return bytes
  const decode = decoders.get(encoding)
  if (decode === undefined) {
    throw new IngotError(
      'SOURCE_INVALID',
      `Expected the encoding ${acceptedEncodings} or none, got "${encoding}"`,
    )
  }
  try {
    return await (encoding === 'deflate' && !hasZlibHeader(bytes) ? decodeRaw : decode)(bytes, {
      maxOutputLength: limit,
    })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit, words)
    throw new IngotError('SOURCE_INVALID', `Cannot decode ${words.one} as ${encoding}`, { cause })
  }
}

/** Some servers send "deflate" without the header that belongs to it (RFC 9110, section 8.4.1.2). */
function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length >= 2 && bytes.readUInt16BE(0) % 31 === 0 && ((bytes[0] ?? 0) & 0x0f) === 8
}

function tooLarge(limit: number, { one }: SourceWords): IngotError {
  return new IngotError('SOURCE_INVALID', `Expected ${one} of at most ${limit} bytes, got a larger one`)
}
