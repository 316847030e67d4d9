import { isRecord, listOf, parseJson, recordOf, textOf } from './json.ts'
import { quotedText } from './quoted-text.ts'
import { misfitOf } from './simple-payload.ts'

/** The payload type of an envelope that holds a statement (in-toto/attestation, spec/v1/envelope.md). */
const statementPayload = 'application/vnd.in-toto+json'

const statementTypes: ReadonlySet<string> = new Set([
  'https://in-toto.io/Statement/v0.1',
  'https://in-toto.io/Statement/v1',
])

/** What an in-toto statement says of a digest. */
export interface StatementClaim {
  readonly misfit?: string
  readonly predicateType?: string
}

/** Reads the payload of an envelope: whether it is a statement, and one of its subjects the digest. */
export function readStatement(payloadType: string, payload: Uint8Array, subject: string): StatementClaim {
  if (payloadType !== statementPayload) {
    return {
      misfit: `signs a payload of the type ${quotedText(payloadType)}; expected "${statementPayload}"`,
    }
  }
  const statement = parseJson(payload)
  const type = textOf(recordOf(statement)['_type']) ?? ''
  if (!isRecord(statement) || !statementTypes.has(type)) {
    return { misfit: `signs a statement of the type ${quotedText(type)}; expected one of in-toto` }
  }
  const predicateType = textOf(statement['predicateType']) ?? ''
  const misfit = subjectMisfit(listOf(statement['subject']), subject)
  return { predicateType, ...(misfit === undefined ? {} : { misfit }) }
}

function subjectMisfit(subjects: readonly unknown[], subject: string): string | undefined {
  const digests = subjects.map((one) => textOf(recordOf(recordOf(one)['digest'])['sha256']))
  if (digests.some((digest) => `sha256:${digest}` === subject)) return undefined
  const other = digests.find((digest) => digest !== undefined)
  if (other === undefined) return 'signs a statement that names no SHA-256 digest as its subject'
  return misfitOf(`sha256:${other}`)
}

/** What `cosign sign` writes into a bundle; it says nothing but that the image is signed. */
const signPredicate = 'https://sigstore.dev/cosign/sign/v1'
/** Provenance: who signs it says that they built the image. */
const provenancePrefix = 'https://slsa.dev/provenance/'

/**
 * Whether a statement stands for an image. A list of packages, a scan or a test result may be true of a bad image, so
 * whoever signs that has not signed the image.
 */
export function isEndorsement(predicateType: string): boolean {
  return predicateType === signPredicate || predicateType.startsWith(provenancePrefix)
}
