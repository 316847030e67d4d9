import { createPublicKey, type KeyObject } from 'node:crypto'

const leastModulus = 2048
/** Larger keys cost more time than they are worth. */
const mostModulus = 8192
const mostExponent = 2n ** 32n

const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

/**
 * The Ed25519 points of small order as keys write them, without the bit of the sign: 0, 1, -1, the two of order eight,
 * and p, p + 1 for those that are not reduced (RFC 8032, 5.1). Anybody can sign for them.
 */
const weakPoints: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
])

/** Reads the PEM of a public key (SPKI) whose signatures are to count, or says in a sentence why they cannot. */
export function readPublicKey(pem: string): { readonly key: KeyObject } | { readonly fault: string } {
  const misplaced = misplacedText(pem)
  if (misplaced !== undefined) return { fault: misplaced }
  const key = parsed(pem)
  if (key === undefined) return { fault: 'The public key is damaged: its PEM cannot be read' }
  const fault = weaknessOf(key)
  return fault === undefined ? { key } : { fault }
}

/** What a text is instead of the PEM of one public key; OpenSSL would take some of it without a word. */
function misplacedText(text: string): string | undefined {
  const labels = Array.from(text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----/g), ([, label]) => label ?? '')
  const [label] = labels
  if (labels.some((one) => one.endsWith('PRIVATE KEY'))) {
    return 'This is a private key: give its public half, and stop using a private key that has left its owner'
  }
  if (label === undefined) {
    return 'This is no PEM; expected "-----BEGIN PUBLIC KEY-----" and what follows it'
  }
  if (labels.length > 1) return `There are ${labels.length} PEM blocks; expected one public key`
  if (label === 'CERTIFICATE') {
    return 'This is a certificate; give its public key ("openssl x509 -pubkey -noout -in FILE")'
  }
  return label === 'PUBLIC KEY' ? undefined : `The PEM holds a ${label}; expected a PUBLIC KEY (SPKI)`
}

function parsed(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}

/** Why nothing that is signed with a key proves anything, or a key is of no kind that signatures are verified with. */
export function weaknessOf(key: KeyObject): string | undefined {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return curveFault(key)
    case 'rsa':
    case 'rsa-pss':
      return rsaFault(key)
    case 'ed25519':
      return pointFault(key)
    default:
      return `The key is of the kind ${key.asymmetricKeyType}; expected ECDSA, RSA or Ed25519`
  }
}

function curveFault({ asymmetricKeyDetails = {} }: KeyObject): string | undefined {
  const { namedCurve = 'without a name' } = asymmetricKeyDetails
  if (curves.has(namedCurve)) return undefined
  return `The key is on the curve ${namedCurve}; expected P-256, P-384 or P-521`
}

function rsaFault({ asymmetricKeyDetails = {} }: KeyObject): string | undefined {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails
  if (modulusLength < leastModulus || modulusLength > mostModulus) {
    return `The RSA key has ${modulusLength} bits; expected ${leastModulus} to ${mostModulus}`
  }
  const isFit = publicExponent >= 3n && publicExponent <= mostExponent && publicExponent % 2n === 1n
  return isFit ? undefined : 'The exponent of the RSA key is even, below 3 or above 2^32; expected 65537'
}

function pointFault(key: KeyObject): string | undefined {
  const point = Buffer.from(key.export({ format: 'der', type: 'spki' }).subarray(-32))
  point.writeUInt8(point.readUInt8(31) & 0x7f, 31)
  return weakPoints.has(point.toString('hex'))
    ? 'The Ed25519 key is one that anybody can sign for'
    : undefined
}
