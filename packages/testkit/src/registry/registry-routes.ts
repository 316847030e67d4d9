import type { BlobContent } from './blob-content.ts'
import { sizeOf } from './blob-content.ts'
import { mediaType } from './media-type.ts'
import { errorAnswer, jsonAnswer, type RegistryAnswer } from './registry-answer.ts'
import type { RegistryContent } from './registry-content.ts'

/** What a registry can be told to do otherwise. */
export interface RegistryHabits {
  /** Whether it has the referrers API; without, readers have to look at the tag `sha256-<hex>`. */
  referrers: boolean
  /** The most entries of one page of tags or referrers. */
  pageSize: number
}

/** A request, as far as answers depend on it. */
export interface RegistryCall {
  path: string
  query: URLSearchParams
  accept: string
  range: string | undefined
}

const manifestPath = /^\/v2\/(.+)\/manifests\/([^/]+)$/
const blobPath = /^\/v2\/(.+)\/blobs\/([^/]+)$/
const tagsPath = /^\/v2\/(.+)\/tags\/list$/
const referrersPath = /^\/v2\/(.+)\/referrers\/([^/]+)$/

/** The repository that a path is about. */
export function repositoryOf(path: string): string | undefined {
  return [manifestPath, blobPath, tagsPath, referrersPath]
    .map((pattern) => pattern.exec(path)?.[1])
    .find((repository) => repository !== undefined)
}

/** The read side of the distribution API (distribution-spec, endpoints 1, 2, 3, 8 and 12). */
export function answerCall(
  content: RegistryContent,
  habits: RegistryHabits,
  call: RegistryCall,
): RegistryAnswer {
  if (call.path === '/v2/') return jsonAnswer({})
  const manifest = manifestPath.exec(call.path)
  if (manifest !== null) return answerManifest(content, call, manifest[1] ?? '', manifest[2] ?? '')
  const blob = blobPath.exec(call.path)
  if (blob !== null) return answerBlob(content, call, blob[1] ?? '', blob[2] ?? '')
  const tags = tagsPath.exec(call.path)
  if (tags !== null) return answerTags(content, habits, call, tags[1] ?? '')
  const referrers = referrersPath.exec(call.path)
  if (referrers !== null && habits.referrers)
    return answerReferrers(content, habits, call, referrers[1] ?? '', referrers[2] ?? '')
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('404 page not found\n') }
}

function answerManifest(
  content: RegistryContent,
  call: RegistryCall,
  repository: string,
  reference: string,
): RegistryAnswer {
  const manifest = content.manifest(repository, reference)
  if (manifest === undefined) return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  if (!accepts(call.accept, manifest.mediaType))
    return errorAnswer(404, 'MANIFEST_UNKNOWN', `accept header does not support ${manifest.mediaType}`)
  return {
    status: 200,
    headers: { 'content-type': manifest.mediaType, 'docker-content-digest': manifest.digest },
    body: manifest.bytes,
  }
}

/** Registries answer 404 to who does not say that it understands the manifest that there is. */
function accepts(accept: string, type: string): boolean {
  const types = new Set(accept.split(',').map((part) => (part.split(';')[0] ?? '').trim()))
  return types.has(type) || types.has('*/*')
}

function answerBlob(
  content: RegistryContent,
  call: RegistryCall,
  repository: string,
  digest: string,
): RegistryAnswer {
  const blob = content.blob(repository, digest)
  if (blob === undefined) return errorAnswer(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  }
  return call.range === undefined
    ? { status: 200, headers, body: blob }
    : answerRange(blob, headers, call.range)
}

/** One range of bytes (RFC 9110, 14.1.2); what is no such range is ignored, as the RFC allows. */
function answerRange(blob: BlobContent, headers: Record<string, string>, range: string): RegistryAnswer {
  const size = sizeOf(blob)
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? []
  if (first === '' && last === '') return { status: 200, headers, body: blob }
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  if (start >= end)
    return errorAnswer(416, 'RANGE_INVALID', 'invalid content range', { 'content-range': `bytes */${size}` })
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end - 1}/${size}` },
    body: blob,
    part: { start, end },
  }
}

function answerTags(
  content: RegistryContent,
  habits: RegistryHabits,
  call: RegistryCall,
  repository: string,
): RegistryAnswer {
  if (!content.has(repository))
    return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  const asked = call.query.get('n')
  if (asked !== null && !/^\d{1,9}$/.test(asked))
    return errorAnswer(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results requested')
  const limit = Math.min(habits.pageSize, asked === null ? habits.pageSize : Number(asked))
  const last = call.query.get('last') ?? ''
  const rest = content.tags(repository).filter((tag) => tag > last)
  const tags = rest.slice(0, limit)
  const next = new URLSearchParams({ last: tags.at(-1) ?? '', n: String(limit) })
  const more = tags.length > 0 && rest.length > limit
  return jsonAnswer({ name: repository, tags }, more ? linkTo(call.path, next) : {})
}

function answerReferrers(
  content: RegistryContent,
  habits: RegistryHabits,
  call: RegistryCall,
  repository: string,
  subject: string,
): RegistryAnswer {
  const type = call.query.get('artifactType')
  const start = Number(call.query.get('from') ?? 0)
  const all = content.referrers(repository, subject)
  const fitting = all.filter(({ artifactType }) => type === null || artifactType === type)
  const manifests = fitting.slice(start, start + habits.pageSize)
  const next = new URLSearchParams(call.query)
  next.set('from', String(start + habits.pageSize))
  return jsonAnswer(
    { schemaVersion: 2, mediaType: mediaType.ociIndex, manifests },
    {
      'content-type': mediaType.ociIndex,
      ...(type === null ? {} : { 'oci-filters-applied': 'artifactType' }),
      ...(fitting.length > start + habits.pageSize ? linkTo(call.path, next) : {}),
    },
  )
}

function linkTo(path: string, query: URLSearchParams): Record<string, string> {
  return { link: `<${path}?${query.toString()}>; rel="next"` }
}
