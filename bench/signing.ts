import { createPrivateKey, sign, type KeyObject } from 'node:crypto'

/** What signs requests to the CDP API: an id, and the private key that belongs to it. */
export interface Signer {
  accessKeyId: string
  key: KeyObject
}

/** A signer from what the creation of an access key answers: its id, and the seed in base64. */
export function signerOf({ accessKeyId, privateKey }: { accessKeyId: string; privateKey: string }): Signer {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const der = Buffer.concat([prefix, Buffer.from(privateKey, 'base64')])
  return { accessKeyId, key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
}

/** The headers of a signed request (CDP API, request signing V1). */
export function signedHeaders(
  { accessKeyId, key }: Signer,
  path: string,
  date: Date,
): Record<string, string> {
  const day = date.toUTCString()
  const text = `POST\napplication/json\n${day}\n${path}\ned25519v1`
  const parameters = JSON.stringify({ access_key_id: accessKeyId, auth_method: 'ed25519v1' })
  const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
  return {
    'content-type': 'application/json',
    'x-altus-date': day,
    'x-altus-auth': `${encode(Buffer.from(parameters))}.${encode(sign(null, Buffer.from(text), key))}`,
  }
}
