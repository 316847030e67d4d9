import { constants, sign, type KeyObject } from 'node:crypto'

/** What the tests sign with: an access key and its private half. */
export interface SigningKey {
  accessKeyId: string
  /** `ed25519v1`, `rsav1` or `ecdsav1`. */
  method: string
  privateKey: KeyObject
}

/** What is signed of a request; each part may be left as most tests have it. */
export interface SignedParts {
  method?: string
  path?: string
  contentType?: string
  at?: Date
}

/** The headers of a request signed by Signature V1, as the clients of the CDP API make them. */
export function signRequest(key: SigningKey, parts: SignedParts = {}): Record<string, string> {
  const { method = 'POST', path = '/', contentType = 'application/json', at = new Date() } = parts
  const date = at.toUTCString()
  const text = [method, contentType, date, path, key.method].join('\n')
  return {
    'content-type': contentType,
    'x-altus-date': date,
    'x-altus-auth': signatureHeader(
      { access_key_id: key.accessKeyId, auth_method: key.method },
      signText(key, text),
    ),
  }
}

/** `x-altus-auth` of any parameters and any signature, with padding. */
export function signatureHeader(parameters: unknown, signature: Uint8Array): string {
  return `${padded(Buffer.from(JSON.stringify(parameters)))}.${padded(signature)}`
}

/** Base64url with its padding, which Node leaves out. */
export function padded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** The bytes of a signature over a text, by the method of the key. */
export function signText({ method, privateKey }: SigningKey, text: string): Buffer {
  const bytes = Buffer.from(text)
  switch (method) {
    case 'ed25519v1':
      return sign(null, bytes, privateKey)
    case 'rsav1':
      return sign('sha256', bytes, { key: privateKey, padding: constants.RSA_PKCS1_PADDING })
    default:
      return sign('sha512', bytes, { key: privateKey, dsaEncoding: 'der' })
  }
}
