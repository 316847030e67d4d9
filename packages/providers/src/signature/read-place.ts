import type { ImageSignature } from '@ingot/contract'
import { digestOf, parseManifest, type OciDescriptor } from '@ingot/core'
import { formatOf } from './media-types.ts'
import type { SignaturePlace } from './signature-places.ts'
import type { SignatureSource, SourceFault, SourceManifest } from './signature-source.ts'
import { readSigstoreBundle, type SignedSubject } from './sigstore-bundle.ts'
import type { ReadSignature } from './signed-content.ts'
import { readSimpleSigning } from './simple-signing.ts'

type Format = ImageSignature['format']

/** A signature as it was found. */
export interface FoundSignature {
  readonly format: Format
  /** What tells it from others: the same one may be found in several ways. */
  readonly identity: string
  readonly read: () => Promise<ReadSignature>
}

/** Of a payload or a bundle, in bytes. */
const payloadLimit = 1024 * 1024

/**
 * Finds the signatures at a place; each is read when that is asked for. A place that says that it holds
 * signatures and does not is one that cannot be read; one that says nothing is passed over.
 */
export async function readPlace(
  source: SignatureSource,
  place: SignaturePlace,
  subject: SignedSubject,
): Promise<readonly FoundSignature[]> {
  const layers = await layersAt(source, place)
  if ('fault' in layers) {
    const { format, digest } = place
    if (format === undefined) return []
    return [{ format, identity: `place ${digest} ${layers.fault}`, read: async () => layers }]
  }
  return layers.map(({ layer, format }) => {
    const rest = format === 'sigstore-bundle' ? '' : JSON.stringify(layer.annotations)
    const read = () => readLayer(source, layer, format, subject)
    return { format, identity: `layer ${layer.digest} ${rest}`, read }
  })
}

interface FormattedLayer {
  readonly layer: OciDescriptor
  readonly format: Format
}

async function layersAt(
  source: SignatureSource,
  { digest, fault, manifest: known }: SignaturePlace,
): Promise<readonly FormattedLayer[] | SourceFault> {
  if (fault !== undefined) return { fault }
  const manifest = known ?? (await source.manifest({ digest }))
  if (manifest === undefined) return { fault: 'It is listed as a signature, but its manifest is not there' }
  return 'fault' in manifest ? manifest : signatureLayers(digest, manifest)
}

function signatureLayers(
  digest: string,
  { bytes, mediaType }: SourceManifest,
): readonly FormattedLayer[] | SourceFault {
  if (digestOf(bytes) !== digest) return { fault: 'Its manifest is not what its digest says' }
  const { manifest, faults = [] } = parseManifest(bytes, mediaType)
  if (manifest?.kind !== 'image') {
    return { fault: `Its manifest cannot be read: ${faults[0] ?? 'expected a manifest, got an index'}` }
  }
  const layers = manifest.layers.flatMap((layer) => {
    const format = formatOf(layer.mediaType)
    return format === undefined ? [] : [{ layer, format }]
  })
  return layers.length === 0 ? { fault: 'Its manifest has no layer that is a signature' } : layers
}

async function readLayer(
  source: SignatureSource,
  layer: OciDescriptor,
  format: Format,
  subject: SignedSubject,
): Promise<ReadSignature> {
  if (layer.size > payloadLimit) {
    return { fault: `Its payload is said to have ${layer.size} bytes; expected at most ${payloadLimit}` }
  }
  const payload = await source.blob(layer)
  if (payload === undefined) return { fault: 'Its payload is not there' }
  if ('fault' in payload) return payload
  if (payload.length !== layer.size || digestOf(payload) !== layer.digest) {
    return { fault: 'Its payload is not what its digest and its size say' }
  }
  if (format === 'sigstore-bundle') return readSigstoreBundle(payload, subject)
  return readSimpleSigning(layer.annotations, payload, subject.digest)
}
