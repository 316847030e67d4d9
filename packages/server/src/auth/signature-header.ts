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
  const json = decodeBase64Url(parameters)
  const signature = decodeBase64Url(signed)
  if (json === undefined || json.length === 0) return wrong('has parameters that are not base64url')
  if (signature === undefined || signature.length === 0) return wrong('has a signature that is not base64url')
  const read = parseParameters(json.toString('utf8'))
  return 'refusal' in read ? read : { ...read, signature }
}

function parseParameters(text: string): Omit<SignatureHeader, 'signature'> | SignatureRefusal {
  const members = parseObject(text)
  if (members === undefined) return wrong('has parameters that are not a JSON object')
  const { access_key_id: accessKeyId, auth_method: method } = members
  const isWhole = typeof accessKeyId === 'string' && typeof method === 'string'
  if (!isWhole || Object.keys(members).length !== 2 || countStrings(text) !== 4) {
    return wrong('has parameters other than "access_key_id" and "auth_method", each once and a text')
  }
  if (!/^[\x21-\x7e]{1,128}$/.test(accessKeyId)) return wrong('names an access key that no id looks like')
  if (!isMethod(method)) {
    return wrong(`has an auth_method other than ${Object.keys(signatureMethods).join(', ')}`)
  }
  return { accessKeyId, method }
}

/** The own members of a JSON object, none of them inherited; `undefined` for what is no object. */
function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.assign(Object.create(null) as Record<string, unknown>, value)
  } catch {
    return undefined
  }
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
