import type { OciDescriptor } from '@ingot/core'
import { createHash } from 'node:crypto'
import { askFor, type ClientParts, type Question } from './ask-registry.ts'
import type { Call } from './call.ts'
import { otherDigest } from './fetch-manifest.ts'
import type { Answer } from './follow-redirects.ts'
import { bodyPieces, tooLarge } from './read-body.ts'
import { placeText, type RegistryPlace } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { withRetries } from './with-retries.ts'

/** What names a blob: its digest, and its size in bytes. */
export type BlobReference = Pick<OciDescriptor, 'digest' | 'size'>

/**
 * The pieces of a blob, none beyond its stated size. Throws at their end where they are not what the digest says: until
 * then nothing of them is to be trusted.
 */
export async function* blobPieces(
  parts: ClientParts,
  call: Call,
  blob: BlobReference,
): AsyncGenerator<Uint8Array> {
  const question = questionOf(call.place, blob)
  const answer = await withRetries(parts, call, () => askFor(parts, call, question))
  yield* verified(parts, call, blob, answer)
}

async function* verified(
  { limits }: ClientParts,
  call: Call,
  { digest, size }: BlobReference,
  { response, url }: Answer,
): AsyncGenerator<Uint8Array> {
  const declared = response.headers['content-length']
  if (declared !== undefined && Number(declared) !== size) {
    response.destroy()
    throw otherSize(call, digest, size, Number(declared))
  }
  const hash = createHash('sha256')
  let read = 0
  for await (const piece of bodyPieces(response, call, { idleTime: limits.idleTime, url })) {
    read += piece.length
    if (read > size) throw otherSize(call, digest, size, read)
    hash.update(piece)
    yield piece
  }
  if (read < size) throw otherSize(call, digest, size, read)
  const got = `sha256:${hash.digest('hex')}`
  if (got !== digest) throw otherDigest(call, 'the blob', digest, got)
}

/** A whole blob of at most `limit` bytes: a configuration, a signature. `what` names it: `the configuration`. */
export function fetchSmallBlob(
  parts: ClientParts,
  call: Call,
  blob: BlobReference,
  { limit, what }: { readonly limit: number; readonly what: string },
): Promise<Uint8Array> {
  if (blob.size > limit) throw tooLarge(`${what} ${blob.digest}`, limit, call)
  const question = questionOf(call.place, blob)
  return withRetries(parts, call, async () => {
    const answer = await askFor(parts, call, question)
    const pieces: Uint8Array[] = []
    for await (const piece of verified(parts, call, blob, answer)) pieces.push(piece)
    return Buffer.concat(pieces)
  })
}

function questionOf({ repository = '' }: RegistryPlace, { digest }: BlobReference): Question {
  return { method: 'GET', path: `/v2/${repository}/blobs/${digest}`, what: `the blob "${digest}"` }
}

function otherSize(call: Call, digest: string, size: number, got: number): RegistryError {
  const amount = got > size ? `at least ${got}` : `only ${got}`
  const message = `Expected the blob ${digest} of ${placeText(call.place)} with ${size} bytes, as its manifest says, got ${amount}; nothing of it is used. Tell those who run the registry`
  return new RegistryError('digest-mismatch', message)
}
