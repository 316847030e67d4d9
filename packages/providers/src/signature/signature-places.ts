import type { ImageSignature } from '@ingot/contract'
import { parseManifest, type OciDescriptor } from '@ingot/core'
import { formatOf } from './media-types.ts'
import type { SignatureSource, SourceFault, SourceManifest } from './signature-source.ts'

/** A manifest that may hold signatures of a digest. */
export interface SignaturePlace {
  readonly digest: string
  /** The format that it is announced with; undefined where only its content tells whether it is a signature. */
  readonly format?: ImageSignature['format']
  /** The manifest, where it is at hand already. */
  readonly manifest?: SourceManifest
  /** Why there is nothing to read. */
  readonly fault?: string
}

/**
 * Where signatures of a digest may be: at cosign's tag `sha256-<hex>.sig`, among what refers to it, and in an index at
 * the tag `sha256-<hex>`, which may be left from the time before a registry had the referrers API. Each manifest comes
 * once, and those that are announced as signatures before those that say nothing.
 */
export async function signaturePlaces(source: SignatureSource, subject: string): Promise<SignaturePlace[]> {
  const tag = subject.replace(':', '-')
  const places = new Map<string, SignaturePlace>()
  const found = [
    ...placesAtTag(subject, await source.manifest({ tag: `${tag}.sig` })),
    ...placesAmong(subject, await source.referrers(subject)),
    ...placesAmong(subject, entriesOf(await source.manifest({ tag }))),
  ]
  for (const place of found) {
    const key = place.fault ?? place.digest
    const known = places.get(key)
    if (known?.format === undefined) places.set(key, { ...known, ...place })
  }
  const isSilent = ({ format }: SignaturePlace) => Number(format === undefined)
  return [...places.values()].toSorted((one, other) => isSilent(one) - isSilent(other))
}

function placesAtTag(
  subject: string,
  manifest: SourceManifest | SourceFault | undefined,
): readonly SignaturePlace[] {
  const format = 'simple-signing'
  if (manifest === undefined) return []
  if ('fault' in manifest) return [{ digest: subject, format, fault: manifest.fault }]
  return [{ digest: manifest.digest, format, manifest }]
}

/** Types that say nothing of what a manifest holds: it has to be looked into. */
const silentTypes: ReadonlySet<string | undefined> = new Set([
  undefined,
  'application/vnd.oci.empty.v1+json',
  'application/vnd.oci.image.config.v1+json',
])

function placesAmong(subject: string, listed: readonly OciDescriptor[] | SourceFault): SignaturePlace[] {
  if ('fault' in listed) return [{ digest: subject, format: 'sigstore-bundle', fault: listed.fault }]
  return listed.flatMap(({ digest, artifactType }) => {
    const format = formatOf(artifactType)
    if (format !== undefined) return [{ digest, format }]
    return silentTypes.has(artifactType) ? [{ digest }] : []
  })
}

function entriesOf(index: SourceManifest | SourceFault | undefined): readonly OciDescriptor[] | SourceFault {
  if (index === undefined) return []
  if ('fault' in index) return index
  const { manifest, faults = [] } = parseManifest(index.bytes, index.mediaType)
  if (manifest?.kind === 'index') return manifest.manifests
  return { fault: `What refers to it cannot be read: ${faults[0] ?? 'expected an index, got a manifest'}` }
}
