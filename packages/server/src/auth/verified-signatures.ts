import type { KeyObject } from 'node:crypto'

/**
 * Signatures that were found right. The body is not signed and the date counts seconds, so that a client that sends
 * many requests sends the same bytes again and again; the same bytes by the same key verify the same.
 */
export interface VerifiedSignatures {
  has(key: KeyObject, text: string, signature: Buffer): boolean
  add(key: KeyObject, text: string, signature: Buffer): void
}

/** Remembers the last `most` of them. Whether their time is over, and whether the key is still there, is for others. */
export function verifiedSignatures(most: number): VerifiedSignatures {
  const keys = new Map<string, KeyObject>()
  const nameOf = (text: string, signature: Buffer) => `${signature.toString('latin1')}\n${text}`

  return {
    has: (key, text, signature) => keys.get(nameOf(text, signature)) === key,
    add: (key, text, signature) => {
      if (most <= 0) return
      if (keys.size >= most) {
        const [oldest] = keys.keys()
        if (oldest !== undefined) keys.delete(oldest)
      }
      keys.set(nameOf(text, signature), key)
    },
  }
}
