import { createHash } from 'node:crypto'
import { base64Of, isRecord, parseJson, recordOf, textOf, type JsonRecord } from './json.ts'

/** What cosign puts beside a signature that was made with a certificate, all texts (SIGNATURE_SPEC.md, "Properties"). */
export interface CosignProof {
  /** The entry of the log with the promise to include it, as JSON: `{SignedEntryTimestamp, Payload}`. */
  readonly bundle?: string
  /** A timestamp of an authority, as JSON: `{SignedRFC3161Timestamp}`. */
  readonly timestamp?: string
}

/**
 * Says in a bundle (version 0.1, which takes a promise without a proof) what cosign says in annotations, so that both
 * are verified in one way. Answers the JSON of the bundle, or a sentence about what is malformed.
 */
export function cosignBundle(
  payload: Uint8Array,
  signature: Buffer,
  certificate: Buffer,
  proof: CosignProof,
): JsonRecord | { readonly fault: string } {
  const tlogEntries = logEntries(proof.bundle)
  if ('fault' in tlogEntries) return tlogEntries
  const rfc3161Timestamps = timestamps(proof.timestamp)
  if ('fault' in rfc3161Timestamps) return rfc3161Timestamps
  const digest = createHash('sha256').update(payload).digest('base64')
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      x509CertificateChain: { certificates: [{ rawBytes: certificate.toString('base64') }] },
      tlogEntries,
      timestampVerificationData: { rfc3161Timestamps },
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest },
      signature: signature.toString('base64'),
    },
  }
}

function logEntries(text: string | undefined): JsonRecord[] | { readonly fault: string } {
  if (text === undefined) return []
  const { SignedEntryTimestamp: promise, Payload: payload } = recordOf(parseJson(text))
  const { body, integratedTime, logIndex, logID } = recordOf(payload)
  const bytes = base64Of(body)
  const entry = bytes && parseJson(bytes)
  const isWhole =
    base64Of(promise) !== undefined &&
    Number.isSafeInteger(integratedTime) &&
    Number.isSafeInteger(logIndex) &&
    typeof logID === 'string' &&
    /^[0-9a-f]{64}$/.test(logID) &&
    isRecord(entry)
  if (!isWhole) return { fault: 'The log entry in its annotation "dev.sigstore.cosign/bundle" is malformed' }
  return [
    {
      logIndex: String(logIndex),
      logId: { keyId: Buffer.from(logID, 'hex').toString('base64') },
      kindVersion: { kind: textOf(entry['kind']) ?? '', version: textOf(entry['apiVersion']) ?? '' },
      integratedTime: String(integratedTime),
      inclusionPromise: { signedEntryTimestamp: promise },
      canonicalizedBody: body,
    },
  ]
}

function timestamps(text: string | undefined): JsonRecord[] | { readonly fault: string } {
  if (text === undefined) return []
  const { SignedRFC3161Timestamp: signedTimestamp } = recordOf(parseJson(text))
  if (base64Of(signedTimestamp) !== undefined) return [{ signedTimestamp }]
  return { fault: 'The timestamp in its annotation "dev.sigstore.cosign/rfc3161timestamp" is malformed' }
}
