import { excessOf } from './bundle-limits.ts'
import { readCertificate } from './certificate.ts'
import { cosignBundle } from './cosign-bundle.ts'
import { base64Of } from './json.ts'
import { certifiedContent, parsedBundle } from './sigstore-bundle.ts'
import type { CertifiedContent, ReadSignature } from './signed-content.ts'
import { payloadMisfit } from './simple-payload.ts'

/** No annotation of a signature needs more, in UTF-16 units. */
const annotationLimit = 131_072

const annotation = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  chain: 'dev.sigstore.cosign/chain',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const
type AnnotationName = keyof typeof annotation
type LayerAnnotations = Readonly<Record<string, string>>

/**
 * Reads one signature in cosign's own format (sigstore/cosign, SIGNATURE_SPEC.md): the payload is the blob of a layer,
 * the rest is in the annotations of that layer. The certificates in `chain` are not looked at: those above the one that
 * signed have to come from the trusted root.
 */
export async function readSimpleSigning(
  layerAnnotations: LayerAnnotations,
  payload: Uint8Array,
  subject: string,
): Promise<ReadSignature> {
  const annotations = annotationsOf(layerAnnotations)
  if ('fault' in annotations) return annotations
  const signature = base64Of(annotations.signature)
  if (signature === undefined) {
    return { fault: `It has no signature in base64 in the annotation "${annotation.signature}"` }
  }
  const certified = await certifiedBy(annotations, payload, signature)
  if (certified !== undefined && 'fault' in certified) return certified
  const misfit = payloadMisfit(payload, subject)
  return {
    bytes: Buffer.from(payload),
    signature,
    ...(misfit === undefined ? {} : { misfit }),
    ...(certified === undefined ? {} : { certified }),
  }
}

type Annotations = Partial<Record<AnnotationName, string>>

function annotationsOf(annotations: LayerAnnotations): Annotations | { readonly fault: string } {
  const read: Annotations = {}
  for (const [name, key] of Object.entries(annotation) as [AnnotationName, string][]) {
    const value = annotations[key]
    // Cosign writes empty texts for what there is not.
    if (value === undefined || value === '') continue
    if (value.length > annotationLimit) {
      return { fault: `Its annotation "${key}" has more than ${annotationLimit} characters` }
    }
    read[name] = value
  }
  return read
}

async function certifiedBy(
  annotations: Annotations,
  payload: Uint8Array,
  signature: Buffer,
): Promise<CertifiedContent | { readonly fault: string } | undefined> {
  if (annotations.certificate === undefined) return undefined
  const certificate = readCertificate(annotations.certificate)
  if (certificate === undefined) {
    return { fault: `The certificate in its annotation "${annotation.certificate}" cannot be read` }
  }
  const json = cosignBundle(payload, signature, certificate.der, annotations)
  if ('fault' in json) return { fault: String(json['fault']) }
  const bundle = await parsedBundle(json)
  if ('fault' in bundle) return bundle
  const fault = excessOf(bundle)
  return fault === undefined ? certifiedContent(bundle) : { fault }
}
