import {
  verify,
  constants,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import type { SignatureMethod } from './signature-header.ts'

interface Algorithm {
  /** The only kind of key, as Node names it, that is ever given to this algorithm. */
  readonly keyType: string
  /** The digest that is signed; Ed25519 has its own. */
  readonly digest: string | null
  readonly encoding: { padding?: number; dsaEncoding?: 'der' }
  readonly makeDecoy: () => KeyObject
}

const algorithms: Record<SignatureMethod, Algorithm> = {
  ed25519v1: {
    keyType: 'ed25519',
    digest: null,
    encoding: {},
    makeDecoy: () => generateKeyPairSync('ed25519').publicKey,
  },
  rsav1: {
    keyType: 'rsa',
    digest: 'sha256',
    encoding: { padding: constants.RSA_PKCS1_PADDING },
    makeDecoy: () => createPublicKey({ key: { kty: 'RSA', n: oddNumber(2048), e: 'AQAB' }, format: 'jwk' }),
  },
  ecdsav1: {
    keyType: 'ec',
    digest: 'sha512',
    encoding: { dsaEncoding: 'der' },
    makeDecoy: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
  },
}

/**
 * Whether a signature is the one of a text by a key: Ed25519 (RFC 8032), RSA PKCS#1 v1.5 with SHA-256, or ECDSA with
 * SHA-512 in DER. False for a key of another kind than the method's, and for bytes that are no signature; never throws.
 * It runs on the thread pool, so that requests in flight share all cores.
 */
export function verifySignature(
  method: SignatureMethod,
  text: string,
  key: KeyObject,
  signature: Uint8Array,
): Promise<boolean> {
  const { keyType, digest, encoding } = algorithms[method]
  if (key.type !== 'public' || key.asymmetricKeyType !== keyType) return Promise.resolve(false)
  return new Promise((resolve) => {
    const settle = (error: Error | null, isRight: boolean) => resolve(error === null && isRight)
    try {
      verify(digest, Buffer.from(text, 'utf8'), { key, ...encoding }, signature, settle)
    } catch {
      resolve(false)
    }
  })
}

const decoys = new Map<SignatureMethod, KeyObject>()

/**
 * A key that nobody has, to do the work of a verification with where there is no key: how long a refusal takes does
 * not tell whether an access key exists.
 */
export function decoyKey(method: SignatureMethod): KeyObject {
  let decoy = decoys.get(method)
  if (decoy === undefined) decoys.set(method, (decoy = algorithms[method].makeDecoy()))
  return decoy
}

/** A random odd number of so many bits in base64url: as a modulus it costs what a real one does, without the primes. */
function oddNumber(bits: number): string {
  const bytes = randomBytes(bits / 8)
  bytes[0] = (bytes[0] ?? 0) | 0x80
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 1
  return bytes.toString('base64url')
}
