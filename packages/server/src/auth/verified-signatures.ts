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
  const verified = new Map<string, { key: KeyObject; text: string }>()

  return {
    has: (key, text, signature) => {
      const known = verified.get(signature.toString('latin1'))
      return known?.key === key && known.text === text
    },
    add: (key, text, signature) => {
      if (most <= 0) return
      if (verified.size >= most) {
        const [oldest] = verified.keys()
        if (oldest !== undefined) verified.delete(oldest)
      }
      verified.set(signature.toString('latin1'), { key, text })
    },
  }
}
