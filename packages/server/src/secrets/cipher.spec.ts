import fc from 'fast-check'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, type Encrypted } from './cipher.ts'

const key = createSecretKey(randomBytes(32))

/** A copy of bytes in which one bit is another. */
function flipped(bytes: Buffer, at: number): Buffer {
  return Buffer.from(bytes.with(at, (bytes[at] ?? 0) ^ 1))
}

describe('encrypt() and decrypt()', () => {
  it('give back what was given, in another disguise each time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'grapheme' }), (plain, place) => {
        const first = encrypt(key, plain, place)
        const second = encrypt(key, plain, place)

        expect(decrypt(key, first, place)).toEqual(Buffer.from(plain))
        expect(first.nonce).not.toEqual(second.nonce)
        expect(first.nonce).toHaveLength(12)
        expect(first.tag).toHaveLength(16)
      }),
    )
  })

  const encrypted = encrypt(key, Buffer.from('hunter2'), 'here')
  it.each<[string, Partial<Encrypted>]>([
    ['nonce', { nonce: flipped(encrypted.nonce, 3) }],
    ['ciphertext', { ciphertext: flipped(encrypted.ciphertext, 3) }],
    ['tag', { tag: flipped(encrypted.tag, 15) }],
    ['tag, cut short', { tag: encrypted.tag.subarray(0, 4) }],
    ['nonce, cut short', { nonce: encrypted.nonce.subarray(0, 8) }],
    ['ciphertext, taken away', { ciphertext: Buffer.alloc(0) }],
  ])('find another %s out', (_, changed) => {
    expect(decrypt(key, { ...encrypted, ...changed }, 'here')).toBeUndefined()
  })

  it('find another key and another place out', () => {
    expect(decrypt(createSecretKey(randomBytes(32)), encrypted, 'here')).toBeUndefined()
    expect(decrypt(key, encrypted, 'there')).toBeUndefined()
    expect(decrypt(key, encrypted, 'here')?.toString()).toBe('hunter2')
  })
})
