import { RegistryError } from './registry-error.ts'

/** What stands where a secret was. */
const mask = '***'

/** Everything by which a text could give a credential away. */
export function secretsOf(username: string, password: string): string[] {
  const basic = Buffer.from(`${username}:${password}`).toString('base64')
  const quoted = JSON.stringify(password).slice(1, -1)
  return [password, quoted, encodeURIComponent(password), Buffer.from(password).toString('base64'), basic]
}

/** A text without the secrets; the longest first, for one may be a part of another. */
export function redacted(text: string, secrets: Iterable<string>): string {
  const known = [...secrets].filter((secret) => secret !== '').toSorted((a, b) => b.length - a.length)
  return known.reduce((shown, secret) => shown.replaceAll(secret, mask), text)
}

/** Shorter secrets are taken out of what a registry says alone: in our own sentences a mask would betray a word. */
const wordLength = 8

/**
 * The same error without the secrets: registries may repeat in an answer what they were sent. Of the cause only the
 * sentence and the code are kept, since errors of TLS and HTTP carry much with them.
 */
export function redactedError(error: RegistryError, secrets: Iterable<string>): RegistryError {
  const known = [...secrets].filter((secret) => secret.length >= wordLength)
  const clean = (text: string) => redacted(text, known)
  const { kind, message, status, code, faults, retryAfter, cause } = error
  return new RegistryError(kind, clean(message), {
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code: clean(code) }),
    faults: faults.map(clean),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(cause instanceof Error ? { cause: plainCause(cause, clean) } : {}),
  })
}

function plainCause(cause: Error, clean: (text: string) => string): Error {
  const { code } = cause as NodeJS.ErrnoException
  const plain = new Error(clean(cause.message))
  plain.name = cause.name
  return typeof code === 'string' ? Object.assign(plain, { code: clean(code) }) : plain
}
