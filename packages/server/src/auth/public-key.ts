import type { Fault, KeyAlgorithm } from '@ingot/contract'
import type { StoredAccessKey } from '@ingot/ledger'
import { createPublicKey, type KeyObject } from 'node:crypto'

/** A public key that requests may be signed for: its kind, and its SubjectPublicKeyInfo as base64 of the DER. */
export interface AcceptedKey {
  algorithm: KeyAlgorithm
  publicKey: string
}

const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
const LEAST_MODULUS = 2048
/** Larger keys cost more time to verify than they are worth. */
const MOST_MODULUS = 8192
/** Larger exponents too; smaller ones and even ones would let anyone sign. */
const MOST_EXPONENT = 2n ** 32n

/** The key object of a stored key, kept as PEM or as base64 of DER. Throws where it is neither. */
export function publicKeyOf({ publicKey }: Pick<StoredAccessKey, 'publicKey'>): KeyObject {
  if (publicKey.startsWith('-----')) return createPublicKey(publicKey)
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
}

/** The base64 text under which a key is kept. */
export function storedForm(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64')
}

/** Reads the PEM of a public key that somebody gives, or says what about it cannot be used. */
export function acceptPublicKey(pem: string): AcceptedKey | { faults: Fault[] } {
  const misplaced = misplacedText(pem)
  if (misplaced !== undefined) return refuse(misplaced)
  const key = parsePem(pem)
  if (key === undefined) return refuse('The public key is damaged: the PEM does not hold one')
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return accept(
        key,
        'ed25519',
        anyoneSigns(key) ? 'The Ed25519 key is a weak one that anyone can sign for' : undefined,
      )
    case 'rsa':
      return accept(key, 'rsa', rsaFault(key))
    case 'ec':
      return accept(key, 'ecdsa', curveFault(key))
    default:
      return refuse(
        `The public key is of the kind "${key.asymmetricKeyType}"; expected Ed25519, RSA or ECDSA`,
      )
  }
}

/** What a text is instead of one PEM block of a public key. */
function misplacedText(text: string): string | undefined {
  const labels = Array.from(text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----/g), ([, label]) => label ?? '')
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) {
    return (
      'This is a private key; give its public half ("openssl pkey -in FILE -pubout"), ' +
      'and do not use a private key that has left its owner'
    )
  }
  if (/^\s*(?:ssh-|ecdsa-)/.test(text)) {
    return 'This is a key for OpenSSH; "ssh-keygen -e -m PKCS8 -f FILE" gives its PEM'
  }
  if (labels.length === 0) return 'This is no PEM; expected "-----BEGIN PUBLIC KEY-----" and what follows it'
  if (labels.length > 1) return `There are ${labels.length} PEM blocks; expected one public key`
  const [label = ''] = labels
  if (label === 'PUBLIC KEY' || label === 'RSA PUBLIC KEY') return undefined
  return `The PEM holds a ${label}; expected a PUBLIC KEY`
}

function parsePem(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}

function rsaFault({ asymmetricKeyDetails = {} }: KeyObject): string | undefined {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails
  if (modulusLength < LEAST_MODULUS || modulusLength > MOST_MODULUS) {
    return `The RSA key has ${modulusLength} bits; expected ${LEAST_MODULUS} to ${MOST_MODULUS}`
  }
  const isFit = publicExponent >= 3n && publicExponent <= MOST_EXPONENT && publicExponent % 2n === 1n
  return isFit ? undefined : 'The RSA key has an exponent that is even, below 3 or above 2^32; expected 65537'
}

function curveFault({ asymmetricKeyDetails = {} }: KeyObject): string | undefined {
  const { namedCurve = 'none that has a name' } = asymmetricKeyDetails
  if (curves.has(namedCurve)) return undefined
  return `The curve of the ECDSA key is ${namedCurve}; expected P-256, P-384 or P-521`
}

/**
 * The points of small order as a key writes them, without the bit that tells the sign: y = 0, 1 and -1, also written as
 * p, p + 1 and p - 1, and the two of order eight (RFC 8032, 5.1).
 */
const weakPoints: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
])

/**
 * Whether the point of an Ed25519 key is one of the few of small order: then the signature of the neutral point and
 * zero is right for at least every eighth text (RFC 8032, 5.1.7), and needs no private key. Some versions of OpenSSL
 * refuse such signatures and some do not, so the keys themselves are refused.
 */
function anyoneSigns(key: KeyObject): boolean {
  const point = Buffer.from(key.export({ format: 'der', type: 'spki' }).subarray(-32))
  point.writeUInt8(point.readUInt8(31) & 0x7f, 31)
  return weakPoints.has(point.toString('hex'))
}

function accept(key: KeyObject, algorithm: KeyAlgorithm, fault: string | undefined) {
  return fault === undefined ? { algorithm, publicKey: storedForm(key) } : refuse(fault)
}

function refuse(message: string): { faults: Fault[] } {
  return { faults: [{ severity: 'error', code: 'INVALID_PUBLIC_KEY', path: '/body/publicKey', message }] }
}
