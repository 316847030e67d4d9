import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

/** What encryption makes of a text: a nonce that is used once, the ciphertext, and the tag that tells of changes. */
export interface Encrypted {
  /** 96 bits. */
  readonly nonce: Buffer
  readonly ciphertext: Buffer
  /** 128 bits. */
  readonly tag: Buffer
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Encrypts with AES-256-GCM (NIST SP 800-38D) under a new random nonce; `place` is authenticated, not hidden. */
export function encrypt(key: KeyObject, plain: Uint8Array, place: string): Encrypted {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(place))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return { nonce, ciphertext, tag: cipher.getAuthTag() }
}

/** Decrypts what `encrypt` made for the same key and place; `undefined` where any of them, or a byte, is another. */
export function decrypt(key: KeyObject, encrypted: Encrypted, place: string): Buffer | undefined {
  const { nonce, ciphertext, tag } = encrypted
  // A shorter tag would be easier to guess, and Node takes one.
  if (nonce.length !== nonceBytes || tag.length !== tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch {
    return undefined
  }
}
