import type { KeyAlgorithm } from '@ingot/contract'

/** The methods of Signature V1 and the kind of key that each belongs to. */
export const signatureMethods = {
  ed25519v1: 'ed25519',
  rsav1: 'rsa',
  ecdsav1: 'ecdsa',
} as const satisfies Record<string, KeyAlgorithm>
export type SignatureMethod = keyof typeof signatureMethods

/** What the header `x-altus-auth` says: which key signed, how, and the bytes of the signature. */
export interface SignatureHeader {
  readonly accessKeyId: string
  readonly method: SignatureMethod
  readonly signature: Buffer
}

/** Why a request is not let in, as a sentence for whoever sent it. */
export interface SignatureRefusal {
  readonly refusal: string
}

/** Longest header in characters: more than the signature of the largest RSA key takes. */
const LONGEST_HEADER = 4096
const LONGEST_PARAMETERS = 1024

/**
 * Reads `x-altus-auth`: base64url of `{"access_key_id": …, "auth_method": …}`, a point, and base64url of the signature,
 * each with or without its padding. The JSON has exactly these two members, each once.
 */
export function parseSignatureHeader(header: string): SignatureHeader | SignatureRefusal {
  if (header.length > LONGEST_HEADER)
    return wrong(`has ${header.length} characters of at most ${LONGEST_HEADER}`)
  const parts = header.split('.')
  const [parameters = '', signed = ''] = parts
  if (parts.length !== 2) return wrong(`has ${parts.length} parts between points, not 2`)
  if (parameters.length > LONGEST_PARAMETERS) {
    return wrong(`has parameters of ${parameters.length} characters; at most ${LONGEST_PARAMETERS} are read`)
  }
  const signature = decodeBase64Url(signed)
  if (signature === undefined || signature.length === 0) return wrong('has a signature that is not base64url')
  const read = readParameters(parameters)
  return 'refusal' in read ? read : { accessKeyId: read.accessKeyId, method: read.method, signature }
}

type KeyAndMethod = Omit<SignatureHeader, 'signature'>

/** What was read of parameters: a client sends the same with every request. */
const known = new Map<string, KeyAndMethod>()
const MOST_KNOWN = 1000

function readParameters(text: string): KeyAndMethod | SignatureRefusal {
  const before = known.get(text)
  if (before !== undefined) return before
  const json = decodeBase64Url(text)
  if (json === undefined || json.length === 0) return wrong('has parameters that are not base64url')
  const read = parseParameters(json.toString('utf8'))
  if ('refusal' in read) return read
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, read)
  return read
}

function parseParameters(text: string): KeyAndMethod | SignatureRefusal {
  const members = parseObject(text)
  if (members === undefined) return wrong('has parameters that are not a JSON object')
  const accessKeyId = ownText(members, 'access_key_id')
  const method = ownText(members, 'auth_method')
  const isWhole = accessKeyId !== undefined && method !== undefined
  if (!isWhole || Object.keys(members).length !== 2 || countStrings(text) !== 4) {
    return wrong('has parameters other than "access_key_id" and "auth_method", each once and a text')
  }
  if (!/^[\x21-\x7e]{1,128}$/.test(accessKeyId)) return wrong('names an access key that no id looks like')
  if (!isMethod(method)) {
    return wrong(`has an auth_method other than ${Object.keys(signatureMethods).join(', ')}`)
  }
  return { accessKeyId, method }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A member that is a text, of the object itself: nothing is taken from a prototype. */
function ownText(members: object, name: string): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(members, name)?.value
  return typeof value === 'string' ? value : undefined
}

/** How many strings a JSON text has: a member that comes twice leaves no other trace. */
function countStrings(json: string): number {
  return json.match(/"(?:[^"\\]|\\.)*"/g)?.length ?? 0
}

function isMethod(name: string): name is SignatureMethod {
  return Object.hasOwn(signatureMethods, name)
}

/** The bytes of a base64url text in the one form that its encoder gives, or without the padding of that form. */
function decodeBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  const bare = bytes.toString('base64url')
  return text === bare || text === bare.padEnd(Math.ceil(bare.length / 4) * 4, '=') ? bytes : undefined
}

function wrong(what: string): SignatureRefusal {
  return { refusal: `The header x-altus-auth ${what}; expected PARAMETERS.SIGNATURE, both base64url` }
}
