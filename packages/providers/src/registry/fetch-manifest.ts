import { digestOf, isDigest, mediaTypeOf, type OciReference } from '@ingot/core'
import { answerError } from './answer-error.ts'
import { askFor, askRegistry, manifestAccept, type ClientParts, type Question } from './ask-registry.ts'
import { saidBy, type Call } from './call.ts'
import type { Answer } from './follow-redirects.ts'
import { discardBody, readBody } from './read-body.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { withRetries } from './with-retries.ts'

/** What names a manifest: a digest, else a tag, else the tag `latest`. */
export type ManifestReference = Pick<OciReference, 'registry' | 'repository' | 'tag' | 'digest'>

/** What a reference leads to. */
export interface ResolvedManifest {
  readonly digest: string
  readonly mediaType: string
  /** In bytes. */
  readonly size: number
}

/** A manifest with its bytes, which have its digest. */
export interface FetchedManifest extends ResolvedManifest {
  readonly bytes: Uint8Array
}

/** Reads a manifest, and makes sure that its bytes are what was asked for and what the registry says. */
export function fetchManifest(
  parts: ClientParts,
  call: Call,
  reference: ManifestReference,
): Promise<FetchedManifest> {
  const question = questionOf('GET', reference)
  const { limits } = parts
  return withRetries(parts, call, async () => {
    const { response, url } = await askFor(parts, call, question)
    const options = { limit: limits.manifestBytes, idleTime: limits.idleTime, url, what: question.what }
    const bytes = await readBody(response, call, options)
    const digest = digestOf(bytes)
    const stated = header(response, 'docker-content-digest')
    const expected = reference.digest ?? (isDigest(stated) ? stated : digest)
    if (digest !== expected) throw otherDigest(call, question.what, expected, digest)
    if (isDigest(stated) && stated !== digest) throw otherDigest(call, question.what, stated, digest)
    return { bytes, digest, mediaType: mediaTypeOf(header(response, 'content-type')), size: bytes.length }
  })
}

/** What a reference leads to, without reading it where the registry can tell so. */
export async function resolveManifest(
  parts: ClientParts,
  call: Call,
  reference: ManifestReference,
): Promise<ResolvedManifest> {
  const told = await withRetries(parts, call, () => toldByHead(parts, call, reference))
  if (told !== undefined) return told
  const { digest, mediaType, size } = await fetchManifest(parts, call, reference)
  return { digest, mediaType, size }
}

/** Statuses by which registries say that they do not answer to HEAD, or not to such a one. */
const headRefused: ReadonlySet<number | undefined> = new Set([400, 405, 406, 415, 501])

async function toldByHead(
  parts: ClientParts,
  call: Call,
  reference: ManifestReference,
): Promise<ResolvedManifest | undefined> {
  const question = questionOf('HEAD', reference)
  const answer = await askRegistry(parts, call, question)
  const { response } = answer
  await discardBody(response)
  if (headRefused.has(response.statusCode)) return undefined
  if (response.statusCode !== 200) {
    throw await answerError({ limits: parts.limits, now: parts.clock.now() }, call, answer, question.what)
  }
  return statedBy(answer, call, reference, question.what)
}

/** What the headers say; `undefined` where they do not say all of it. */
function statedBy(
  { response }: Answer,
  call: Call,
  reference: ManifestReference,
  what: string,
): ResolvedManifest | undefined {
  const digest = header(response, 'docker-content-digest')
  const mediaType = mediaTypeOf(header(response, 'content-type'))
  const length = header(response, 'content-length')
  if (!isDigest(digest) || mediaType === '' || !/^\d{1,15}$/.test(length)) return undefined
  if (reference.digest !== undefined && digest !== reference.digest) {
    throw otherDigest(call, what, reference.digest, digest)
  }
  return { digest, mediaType: saidBy(call, mediaType), size: Number(length) }
}

function questionOf(
  method: 'GET' | 'HEAD',
  { repository, tag = 'latest', digest }: ManifestReference,
): Question {
  const name = digest ?? tag
  const path = `/v2/${repository}/manifests/${name}`
  return { method, path, what: `the manifest "${name}"`, accept: manifestAccept }
}

function header(response: Answer['response'], name: string): string {
  const value = response.headers[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** The error of content that is not what its digest says. */
export function otherDigest(call: Call, what: string, expected: string, got: string): RegistryError {
  const message = `Expected ${what} of ${placeText(call.place)} with the digest ${expected}, got one with ${got}; nothing of it is used. Tell those who run the registry`
  return new RegistryError('digest-mismatch', message)
}
