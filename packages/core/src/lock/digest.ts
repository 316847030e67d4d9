import { canonicalJson } from '@ingot/contract'
import { createHash } from 'node:crypto'

/** SHA-256 of a text in UTF-8, hex. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** SHA-256 of the canonical JSON (RFC 8785) of a value, hex. */
export function jsonDigest(value: unknown): string {
  return textDigest(canonicalJson(value))
}
