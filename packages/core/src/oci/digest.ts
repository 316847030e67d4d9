import { createHash } from 'node:crypto'

const digestPattern = /^sha256:[0-9a-f]{64}$/

/** Whether a text is a digest as Ingot takes them: SHA-256, in lower-case hexadecimal digits. */
export function isDigest(text: string): boolean {
  return digestPattern.test(text)
}

/** The digest of bytes as registries write it: `sha256:…`. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Why a text is no digest, as a sentence; `undefined` when it is one. */
export function digestFault(text: string): string | undefined {
  if (isDigest(text)) return undefined
  const algorithm = /^(?<name>[a-z0-9+._-]{1,32}):/.exec(text)?.groups?.['name']
  if (algorithm !== undefined && algorithm !== 'sha256') {
    return `Expected a digest of sha256, got one of ${algorithm}`
  }
  return `Expected sha256: and 64 lower-case hexadecimal digits, got "${text.slice(0, 100)}"`
}
