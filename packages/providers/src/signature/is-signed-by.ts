import { constants, verify, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto'

/**
 * Whether a signature over bytes was made with the private half of a key. Nothing in a signature says how it was made
 * (SIGNATURE_SPEC.md, "Signature Schemes"), so each scheme that such a key signs images with is tried; all of them are
 * strong. Signatures of ECDSA are ASN.1, as OpenSSL and Go write them.
 */
export function isSignedBy(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return schemesOf(key).some(({ hash, padding }) => {
    try {
      return verify(hash, bytes, { key, ...padding }, signature)
    } catch {
      // OpenSSL throws for some signatures that are of no use, and answers false for others.
      return false
    }
  })
}

interface Scheme {
  /** Null where the scheme has its own. */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null
  readonly padding?: Omit<VerifyKeyObjectInput, 'key'>
}

const pkcs1: Scheme = { hash: 'sha256', padding: { padding: constants.RSA_PKCS1_PADDING } }
const pss: Scheme = {
  hash: 'sha256',
  padding: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO },
}
/** Cosign hashes with SHA-256 whatever the curve is; bundles take the hash of the size of the curve. */
const byCurve: Readonly<Record<string, readonly Scheme[]>> = {
  prime256v1: [{ hash: 'sha256' }],
  secp384r1: [{ hash: 'sha384' }, { hash: 'sha256' }],
  secp521r1: [{ hash: 'sha512' }, { hash: 'sha256' }],
}

function schemesOf({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): readonly Scheme[] {
  switch (asymmetricKeyType) {
    case 'ec':
      return byCurve[asymmetricKeyDetails.namedCurve ?? ''] ?? []
    case 'rsa':
      return [pkcs1, pss]
    case 'rsa-pss':
      return [pss]
    case 'ed25519':
      return [{ hash: null }]
    default:
      return []
  }
}
