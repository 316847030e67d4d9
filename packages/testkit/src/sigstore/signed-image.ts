import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto'
import type { FakeCertificate, FakeLogEntry, FakeSigstore } from './fake-sigstore.ts'

/** What cosign signs in its own format: the payload that names a digest. */
export function simplePayload(digest: string, type = 'cosign container image signature'): string {
  const critical = {
    identity: { 'docker-reference': 'registry.example/ml/runtime' },
    image: { 'docker-manifest-digest': digest },
    type,
  }
  return JSON.stringify({ critical, optional: null })
}

/** An in-toto statement about a digest; of the predicate that `cosign sign` writes unless another is said. */
export function imageStatement(
  digest: string,
  predicateType = 'https://sigstore.dev/cosign/sign/v1',
): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: '', digest: { sha256: digest.replace('sha256:', '') } }],
    predicateType,
    predicate: {},
  }
}

/** Which proofs of time go with a signature that is made with a certificate. */
export interface Proofs {
  /** An entry in the log; true if left open. */
  logged?: boolean
  /** A timestamp of the authority; false if left open. */
  timestamped?: boolean
}

/** The annotations that cosign keeps a signature in that is made with a key. */
export function keyAnnotations(payload: string, key: KeyObject): Record<string, string> {
  return { 'dev.cosignproject.cosign/signature': signatureOf(Buffer.from(payload), key).toString('base64') }
}

/** The annotations that cosign keeps a signature in that is made with a certificate. */
export async function certifiedAnnotations(
  payload: string,
  { der, privateKey }: FakeCertificate,
  sigstore: FakeSigstore,
  { logged = true, timestamped = false }: Proofs = {},
): Promise<Record<string, string>> {
  const bytes = Buffer.from(payload)
  const signature = signatureOf(bytes, privateKey)
  const annotations: Record<string, string> = {
    'dev.cosignproject.cosign/signature': signature.toString('base64'),
    'dev.sigstore.cosign/certificate': pemOf(der),
    'dev.sigstore.cosign/chain': '',
  }
  if (logged) {
    const { promise, body, integratedTime, logIndex, logID } = await sigstore.log(
      hashedRecord(bytes, signature, pemOf(der)),
    )
    annotations['dev.sigstore.cosign/bundle'] = JSON.stringify({
      SignedEntryTimestamp: promise,
      Payload: { body, integratedTime, logIndex, logID },
    })
  }
  if (timestamped) {
    const timestamp = await sigstore.timestamp(signature)
    annotations['dev.sigstore.cosign/rfc3161timestamp'] = JSON.stringify({
      SignedRFC3161Timestamp: timestamp.toString('base64'),
    })
  }
  return annotations
}

/** A bundle as JSON can hold it; tests spoil it. */
export interface BundleJson {
  mediaType: string
  verificationMaterial: {
    publicKey?: { hint: string }
    certificate?: { rawBytes: string }
    x509CertificateChain?: { certificates: { rawBytes: string }[] }
    tlogEntries: Record<string, unknown>[]
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] }
  }
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string; keyid?: string }[] }
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string }
}

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'

/** What a bundle signs: a statement in an envelope, or bytes themselves. */
export type BundleContent = { statement: object; payloadType?: string } | { bytes: Uint8Array }

/** A bundle that is made with a key, which only its owner has. */
export function keyBundle(content: BundleContent, key: KeyObject): BundleJson {
  return {
    mediaType: bundleType,
    verificationMaterial: {
      publicKey: { hint: 'key' },
      tlogEntries: [],
      timestampVerificationData: { rfc3161Timestamps: [] },
    },
    ...signedContent(content, key).json,
  }
}

/** A bundle that is made with a certificate. */
export async function certifiedBundle(
  content: BundleContent,
  { der, privateKey }: FakeCertificate,
  sigstore: FakeSigstore,
  { logged = true, timestamped = false }: Proofs = {},
): Promise<BundleJson> {
  const { json, signature, entry } = signedContent(content, privateKey, pemOf(der))
  const timestamps = timestamped ? [await sigstore.timestamp(signature)] : []
  return {
    mediaType: bundleType,
    verificationMaterial: {
      certificate: { rawBytes: der.toString('base64') },
      tlogEntries: logged ? [entryJson(entry, await sigstore.log(entry))] : [],
      timestampVerificationData: {
        rfc3161Timestamps: timestamps.map((one) => ({ signedTimestamp: one.toString('base64') })),
      },
    },
    ...json,
  }
}

interface SignedBundleContent {
  json: Pick<BundleJson, 'dsseEnvelope' | 'messageSignature'>
  signature: Buffer
  /** What is to be logged of it. */
  entry: ProposedEntry
}

interface ProposedEntry {
  kind: string
  apiVersion: string
  spec: object
}

function signedContent(content: BundleContent, key: KeyObject, verifier = ''): SignedBundleContent {
  if ('bytes' in content) return signedBytes(content.bytes, key, verifier)
  const { statement, payloadType = 'application/vnd.in-toto+json' } = content
  const payload = Buffer.from(JSON.stringify(statement))
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `
  const signature = signatureOf(Buffer.concat([Buffer.from(head), payload]), key)
  const sig = signature.toString('base64')
  const envelope = { payload: payload.toString('base64'), payloadType, signatures: [{ sig }] }
  return {
    json: { dsseEnvelope: envelope },
    signature,
    entry: {
      kind: 'dsse',
      apiVersion: '0.0.1',
      spec: {
        envelopeHash: hashOf(Buffer.from(JSON.stringify(envelope))),
        payloadHash: hashOf(payload),
        signatures: [{ signature: sig, verifier: Buffer.from(verifier).toString('base64') }],
      },
    },
  }
}

function signedBytes(bytes: Uint8Array, key: KeyObject, verifier: string): SignedBundleContent {
  const signature = signatureOf(bytes, key)
  const digest = createHash('sha256').update(bytes).digest('base64')
  return {
    json: {
      messageSignature: {
        messageDigest: { algorithm: 'SHA2_256', digest },
        signature: signature.toString('base64'),
      },
    },
    signature,
    entry: hashedRecord(bytes, signature, verifier),
  }
}

function hashedRecord(bytes: Uint8Array, signature: Buffer, verifier: string): ProposedEntry {
  return {
    kind: 'hashedrekord',
    apiVersion: '0.0.1',
    spec: {
      data: { hash: hashOf(bytes) },
      signature: {
        content: signature.toString('base64'),
        publicKey: { content: Buffer.from(verifier).toString('base64') },
      },
    },
  }
}

function entryJson({ kind, apiVersion }: ProposedEntry, entry: FakeLogEntry): Record<string, unknown> {
  const { logIndex, treeSize, rootHash, checkpoint } = entry.proof
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: entry.promise },
    inclusionProof: {
      logIndex: String(logIndex),
      rootHash: Buffer.from(rootHash, 'hex').toString('base64'),
      treeSize: String(treeSize),
      hashes: [],
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody: entry.body,
  }
}

function signatureOf(bytes: Uint8Array, key: KeyObject): Buffer {
  const isEdwards = key.asymmetricKeyType === 'ed25519'
  return sign(isEdwards ? null : 'sha256', bytes, key)
}

function hashOf(bytes: Uint8Array): { algorithm: string; value: string } {
  return { algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') }
}

/** The PEM of a certificate. */
function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

/** The PEM of a public key, given by either half. */
export function publicPem(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key
  return half.export({ format: 'pem', type: 'spki' }).toString()
}
