import type { Sealed } from '@ingot/contract'
import type { StoredSecretKey } from '@ingot/ledger'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { masterKeyOf } from './master-key.ts'
import { fingerprintOf, openSecret, sealSecret } from './seal.ts'

const master = masterKeyOf(randomBytes(32))
const at = new Date('2026-03-01T12:00:00.000Z')
const owner = 'credential/1'
const secret = 'hunter2-correct-horse'
const { sealed, key } = sealSecret(secret, owner, master, at)
const other = sealSecret(secret, owner, master, at)

/** Base64 with another first character. */
const changed = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

/** A wrapped key in which one part is another; the parts are form, fingerprint, nonce, ciphertext, tag. */
function rewrapped(part: number, change: (text: string) => string): StoredSecretKey {
  const parts = key.wrapped.split('.')
  return { ...key, wrapped: parts.with(part, change(parts[part] ?? '')).join('.') }
}

describe('sealSecret() and openSecret()', () => {
  it('give back what was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (text, whose) => {
        const made = sealSecret(text, whose, master, at)

        expect(openSecret(made.sealed, whose, made.key, master)).toBe(text)
      }),
    )
  })

  it('show nothing of the secret, and make all anew each time', () => {
    const told = JSON.stringify([sealed, key])

    for (const form of [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ]) {
      expect(told).not.toContain(form)
    }
    expect(other.sealed.key).not.toBe(sealed.key)
    expect(other.sealed.ciphertext).not.toBe(sealed.ciphertext)
    expect(other.key.wrapped).not.toBe(key.wrapped)
    expect(key).toMatchObject({ id: sealed.key, created: '2026-03-01T12:00:00.000Z' })
    expect(fingerprintOf(key)).toBe(master.fingerprint)
  })

  it('refuse another master key, and name both by their fingerprints', () => {
    const wrong = masterKeyOf(randomBytes(32))

    expect(() => openSecret(sealed, owner, key, wrong)).toThrow(
      `sealed under the master key with fingerprint ${master.fingerprint}, but the one at hand has ${wrong.fingerprint}`,
    )
    expect(() => openSecret(sealed, owner, key, wrong)).toThrow(
      expect.objectContaining({ code: 'MASTER_KEY_UNAVAILABLE' }),
    )
  })

  it('refuse a master key that only has the same fingerprint', () => {
    const forged = { ...masterKeyOf(randomBytes(32)), fingerprint: master.fingerprint }

    expect(() => openSecret(sealed, owner, key, forged)).toThrow('its key is not as it was wrapped')
  })

  it.each<[string, Sealed, string, StoredSecretKey | undefined, string]>([
    ['a key that was destroyed', sealed, owner, undefined, 'its key was destroyed'],
    ['the secret of another owner', sealed, 'credential/2', key, 'it is not as it was sealed'],
    ['the key of another secret', sealed, owner, other.key, 'it is not as it was sealed'],
    [
      'a key under another id',
      sealed,
      owner,
      { ...other.key, id: key.id },
      'its key is not as it was wrapped',
    ],
    ['another nonce', { ...sealed, nonce: changed(sealed.nonce) }, owner, key, 'it is not as it was sealed'],
    [
      'another text',
      { ...sealed, ciphertext: changed(sealed.ciphertext) },
      owner,
      key,
      'not as it was sealed',
    ],
    ['another tag', { ...sealed, tag: changed(sealed.tag) }, owner, key, 'it is not as it was sealed'],
    ['no tag', { ...sealed, tag: '' }, owner, key, 'it is not as it was sealed'],
    ['another form', sealed, owner, rewrapped(0, () => '2'), 'its key was wrapped by another Ingot'],
    ['another nonce of the key', sealed, owner, rewrapped(2, changed), 'its key is not as it was wrapped'],
    ['another wrapped key', sealed, owner, rewrapped(3, changed), 'its key is not as it was wrapped'],
    ['another tag of the key', sealed, owner, rewrapped(4, changed), 'its key is not as it was wrapped'],
    ['no key at all', sealed, owner, { ...key, wrapped: '' }, 'its key was wrapped by another Ingot'],
  ])('refuse %s', (_, given, whose, stored, message) => {
    const open = () => openSecret(given, whose, stored, master)

    expect(open).toThrow(message)
    expect(open).toThrow(expect.objectContaining({ code: 'LEDGER_DAMAGED' }))
  })
})
