import { createVerify, generateKeyPairSync } from 'node:crypto'

/** A service account of a fake Google Cloud, with the key that it hands out. */
export interface ServiceAccount {
  readonly email: string
  /** The JSON of its key. */
  readonly key: (tokenUri: string) => string
  /** Whether it signed a token of a request (RFC 7515, RS256). */
  readonly signed: (jwt: string) => boolean
}

/** Makes a service account with a new key. */
export function makeServiceAccount(name: string, project: string): ServiceAccount {
  const email = `${name}@${project}.iam.gserviceaccount.com`
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    email,
    key: (tokenUri) =>
      JSON.stringify({
        type: 'service_account',
        project_id: project,
        private_key_id: 'k1',
        private_key: pem,
        client_email: email,
        token_uri: tokenUri,
      }),
    signed: (jwt) => {
      const [header = '', claims = '', signature = ''] = jwt.split('.')
      const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`)
      return verify.verify(publicKey, signature, 'base64url')
    },
  }
}
