import type { KeyAlgorithm, RoleName } from '@ingot/contract'
import type { Ledger, StoredAccessKey } from '@ingot/ledger'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { Actor } from './actor.ts'
import { knownAccessKeys, type KnownAccessKey } from './known-access-keys.ts'
import { storedForm, type AcceptedKey } from './public-key.ts'
import { signatureMethods, type SignatureRefusal } from './signature-header.ts'
import { readSignedRequest, type SignableRequest, type SignedRequest } from './signed-request.ts'
import { verifiedSignatures, type VerifiedSignatures } from './verified-signatures.ts'
import { decoyKey, verifySignature } from './verify-signature.ts'

/** How far the date of a signature may be from the clock, before and after, in ms, unless told otherwise. */
const SIGNATURE_WINDOW = 15 * 60_000

/** How many verified signatures are remembered unless told otherwise: those of a second or so. */
const REMEMBERED = 1000

export interface SignatureOptions {
  /** The time in ms since 1970. */
  clock?: () => number
  /** How far the date of a signature may be from the clock, before and after, in ms. */
  window?: number
  /** How many verified signatures to remember; 0 verifies every request anew. */
  remembered?: number
}

/** Tells who signed a request, or why it is not let in. Rejects only when the ledger cannot be read. */
export type AuthenticateSigned = (request: SignableRequest) => Promise<Actor | SignatureRefusal>

/** Makes an Ed25519 pair: what the user gets is base64 of the 32-byte seed (RFC 8032), 44 characters. */
export function makeKeyPair(): AcceptedKey & { privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { d = '' } = privateKey.export({ format: 'jwk' })
  const algorithm: KeyAlgorithm = 'ed25519'
  return {
    algorithm,
    publicKey: storedForm(publicKey),
    privateKey: Buffer.from(d, 'base64url').toString('base64'),
  }
}

/** An access key of a user, with a new id; `expires` is an RFC 3339 time. */
export function makeAccessKey(
  { algorithm, publicKey }: AcceptedKey,
  { user, role, expires }: { user: string; role: RoleName; expires?: string },
  now: Date,
): StoredAccessKey {
  return {
    accessKeyId: randomUUID(),
    user,
    role,
    algorithm,
    publicKey,
    created: now.toISOString(),
    ...(expires === undefined ? {} : { expires: new Date(expires).toISOString() }),
  }
}

/**
 * Authenticates requests by Signature V1 against the access keys of the ledger ("CDP API, request signing"). The method
 * of the signature must be the one of the stored key. That a key is not known, and that it did not make the signature,
 * is one refusal; that it has expired is told only to whoever has it.
 */
export function authenticateBySignature(
  ledger: Pick<Ledger, 'accessKeys'>,
  { clock = Date.now, window = SIGNATURE_WINDOW, remembered = REMEMBERED }: SignatureOptions = {},
): AuthenticateSigned {
  const keys = knownAccessKeys(ledger)
  const verified = verifiedSignatures(remembered)

  return async (request) => {
    const signed = readSignedRequest(request)
    if ('refusal' in signed) return signed
    const now = clock()
    // A clock that tells no time must not open the window.
    if (!(Math.abs(now - signed.signedAt) <= window)) return outsideWindow(signed.signedAt, now, window)
    const known = await keys.find(signed.accessKeyId, now)
    const isRight = await isSignedBy(known, signed, verified)
    if (known === undefined || !isRight) return notSigned(signed)
    if (known.stored.expires !== undefined && !(Date.parse(known.stored.expires) > now)) {
      return { refusal: `The access key "${signed.accessKeyId}" expired at ${known.stored.expires}` }
    }
    keys.noteUse(signed.accessKeyId, now)
    return known.actor
  }
}

/** Whether the key made the signature over one of the texts. Without a fitting key, the same work is done in vain. */
async function isSignedBy(
  known: KnownAccessKey | undefined,
  { method, texts, signature }: SignedRequest,
  verified: VerifiedSignatures,
): Promise<boolean> {
  const isFit = known?.stored.algorithm === signatureMethods[method]
  const key = known !== undefined && isFit ? known.key : decoyKey(method)
  for (const text of texts) {
    if (verified.has(key, text, signature)) return true
    if (!(await verifySignature(method, text, key, signature)) || !isFit) continue
    verified.add(key, text, signature)
    return true
  }
  return false
}

function outsideWindow(signedAt: number, now: number, window: number): SignatureRefusal {
  const span = window % 60_000 === 0 ? `${window / 60_000} minutes` : `${window / 1000} seconds`
  return {
    refusal:
      `The request was signed at ${timeOf(signedAt)}, but here it is ${timeOf(now)}: ` +
      `more than ${span} lie between. Set the clock, and sign the request anew`,
  }
}

function timeOf(moment: number): string {
  return Number.isFinite(moment) ? new Date(moment).toISOString() : 'no known time'
}

/** Says what the signature was looked at for, since a proxy on the way may have changed just that. */
function notSigned({ accessKeyId, texts: [text = ''] }: SignedRequest): SignatureRefusal {
  const lines = text.split('\n').map((line) => JSON.stringify(line.slice(0, 200)))
  return {
    refusal:
      `The access key "${accessKeyId}" is not known, or it did not sign this request. ` +
      `What has to be signed are the lines ${lines.join(', ')}`,
  }
}
