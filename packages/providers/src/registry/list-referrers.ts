import { isIndexMediaType, mediaTypeOf, parseManifest, type OciDescriptor } from '@ingot/core'
import type { ClientParts } from './ask-registry.ts'
import type { Call } from './call.ts'
import { fetchManifest } from './fetch-manifest.ts'
import { readPages } from './read-pages.ts'
import { placeText } from './registry-access.ts'
import { malformed, RegistryError } from './registry-error.ts'

const what = 'the list of referrers'
const indexType = 'application/vnd.oci.image.index.v1+json'
/** Registries without the referrers API say so by these; 404 is what the specification has. */
const absent: ReadonlySet<number | undefined> = new Set([400, 404, 405, 406, 501])

/**
 * What names a manifest as its subject (distribution-spec, listing referrers), of one artifact type where that is given.
 * Where the registry does not have the API, the index at the tag that stands in for it is read.
 */
export async function listReferrers(
  parts: ClientParts,
  call: Call,
  digest: string,
  artifactType?: string,
): Promise<OciDescriptor[]> {
  const listed = (await byApi(parts, call, digest, artifactType)) ?? (await byTag(parts, call, digest))
  // A registry need not filter, and the tag does not.
  return listed.filter((one) => artifactType === undefined || one.artifactType === artifactType)
}

async function byApi(
  parts: ClientParts,
  call: Call,
  digest: string,
  artifactType: string | undefined,
): Promise<OciDescriptor[] | undefined> {
  const query = artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`
  const path = `/v2/${call.place.repository ?? ''}/referrers/${digest}${query}`
  const pages = readPages(parts, call, { method: 'GET', path, what, accept: indexType }, absent)
  const listed: OciDescriptor[] = []
  let isThere = false
  for (;;) {
    const { done, value } = await pages.next()
    if (done === true && !value) throw tooMany(parts, call)
    if (done === true) return isThere ? listed : undefined
    // A page of the site instead of an index: what answers here is not this API.
    if (!isThere && !isIndexMediaType(mediaTypeOf(value.contentType))) return undefined
    isThere = true
    listed.push(...entriesOf(value.bytes, value.contentType, call))
    if (listed.length > parts.limits.referrers) throw tooMany(parts, call)
  }
}

async function byTag(parts: ClientParts, call: Call, digest: string): Promise<readonly OciDescriptor[]> {
  const { registry, repository = '' } = call.place
  const tag = digest.replace(':', '-')
  try {
    const { bytes, mediaType } = await fetchManifest(parts, call, { registry, repository, tag })
    return entriesOf(bytes, mediaType, call)
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return []
    throw error
  }
}

function entriesOf(bytes: Uint8Array, contentType: string, call: Call): readonly OciDescriptor[] {
  const { manifest, faults } = parseManifest(bytes, contentType)
  const text = `${what} of ${placeText(call.place)}`
  if (faults !== undefined) throw malformed(text, faults)
  if (manifest.kind === 'index') return manifest.manifests
  throw malformed(text, ['expected an index, got the manifest of an image'])
}

function tooMany({ limits }: ClientParts, { place }: Call): RegistryError {
  const message = `Expected at most ${limits.referrers} referrers in ${placeText(place)}, got more; ask for one artifact type`
  return new RegistryError('too-large', message)
}
