import { CloudError } from '../cloud-error.ts'
import { isFields, textOf } from './fields.ts'

/** What is used of the key of a service account. */
export interface ServiceKey {
  readonly email: string
  readonly privateKey: string
  readonly tokenUri: string
}

/** Where Google gives tokens. */
export const defaultTokenUri = 'https://oauth2.googleapis.com/token'

/**
 * Reads the JSON that Google hands out as the key of a service account. Other credentials can name programs and files to
 * be read, so none of these is taken from a secret. Throws `CloudError` `credentials`.
 */
export function readServiceKey(secret: string): ServiceKey {
  const key = parsed(secret)
  const [email, privateKey] = [textOf(key['client_email']), textOf(key['private_key'])]
  const tokenUri = textOf(key['token_uri']) ?? defaultTokenUri
  if (key['type'] !== 'service_account' || email === undefined || privateKey === undefined)
    throw wrong('one without "type": "service_account", "client_email" and "private_key"')
  if (!/^https?:/.test(tokenUri) || !URL.canParse(tokenUri))
    throw wrong('one whose "token_uri" is no address of the web')
  return { email, privateKey, tokenUri }
}

function parsed(secret: string): Readonly<Record<string, unknown>> {
  try {
    const key: unknown = JSON.parse(secret)
    if (isFields(key)) return key
  } catch {
    // The error of JSON.parse quotes the text, which is the secret.
  }
  throw wrong('something else')
}

function wrong(what: string): CloudError {
  return new CloudError(
    'credentials',
    `Expected the JSON key of a service account as the secret, got ${what}`,
  )
}
