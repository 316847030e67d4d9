import type { Bundle } from '@sigstore/bundle'
import { excessOf } from './bundle-limits.ts'
import { parseJson } from './json.ts'
import { quotedText } from './quoted-text.ts'
import type { CertifiedContent, ReadSignature } from './signed-content.ts'
import { misfitOf } from './simple-payload.ts'
import { readStatement } from './statement.ts'

/** What a bundle that signs the image itself, and no statement about it, is made over. */
export interface SignedSubject {
  readonly digest: string
  /** The bytes of the manifest; undefined where it is not there (any more). */
  readonly bytes: () => Promise<Uint8Array | undefined>
}

/** Reads a bundle (sigstore/protobuf-specs, sigstore_bundle.proto, versions 0.1 to 0.3) that is attached to an image. */
export async function readSigstoreBundle(text: Uint8Array, subject: SignedSubject): Promise<ReadSignature> {
  const bundle = await parsedBundle(parseJson(text))
  if ('fault' in bundle) return bundle
  const fault = excessOf(bundle)
  if (fault !== undefined) return { fault }
  const { content } = bundle
  const certified = certifiedContent(bundle)
  if (content.$case === 'messageSignature') return messageOf(content.messageSignature, certified, subject)
  return envelopeOf(content.dsseEnvelope, certified, subject.digest)
}

/** Parses the JSON of a bundle, or says what is missing in it. */
export async function parsedBundle(json: unknown): Promise<Bundle | { readonly fault: string }> {
  if (json === undefined) return { fault: 'It is no JSON; expected a Sigstore bundle' }
  const { bundleFromJSON } = await import('@sigstore/bundle')
  try {
    return bundleFromJSON(json)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const fields = invalidFields(error)
    const missing = fields.length === 0 ? '' : ` (${fields.join(', ')})`
    return { fault: `It is no Sigstore bundle: ${quotedText(`${reason}${missing}`)}` }
  }
}

function invalidFields(error: unknown): string[] {
  const fields = (error as { fields?: unknown }).fields
  return Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : []
}

/** The certificate of a bundle; undefined where it is made with a key that has none. */
export function certifiedContent(bundle: Bundle): CertifiedContent | undefined {
  const { content } = bundle.verificationMaterial
  if (content.$case === 'certificate') return { bundle, certificate: content.certificate.rawBytes }
  if (content.$case !== 'x509CertificateChain') return undefined
  const [leaf] = content.x509CertificateChain.certificates
  return leaf && { bundle, certificate: leaf.rawBytes }
}

type Envelope = Extract<Bundle['content'], { $case: 'dsseEnvelope' }>['dsseEnvelope']
type Message = Extract<Bundle['content'], { $case: 'messageSignature' }>['messageSignature']

function envelopeOf(
  { payload, payloadType, signatures }: Envelope,
  certified: CertifiedContent | undefined,
  subject: string,
): ReadSignature {
  const [signature] = signatures
  if (signature === undefined) return { fault: 'Its envelope has no signature' }
  return {
    bytes: preAuthenticated(payloadType, payload),
    signature: signature.sig,
    ...readStatement(payloadType, payload, subject),
    ...(certified === undefined ? {} : { certified }),
  }
}

/** What an envelope is signed over (secure-systems-lab/dsse, protocol.md, "PAE"). */
function preAuthenticated(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `
  return Buffer.concat([Buffer.from(head), payload])
}

async function messageOf(
  { messageDigest, signature }: Message,
  certified: CertifiedContent | undefined,
  { digest, bytes }: SignedSubject,
): Promise<ReadSignature> {
  const signed = `sha256:${messageDigest.digest.toString('hex')}`
  const manifest = signed === digest ? await bytes() : undefined
  if (signed === digest && manifest === undefined) {
    return { fault: 'It signs the manifest itself, which the registry does not have' }
  }
  return {
    bytes: Buffer.from(manifest ?? []),
    signature,
    ...(manifest === undefined ? { misfit: misfitOf(signed) } : {}),
    ...(certified === undefined ? {} : { certified }),
  }
}
