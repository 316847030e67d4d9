import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretForms } from './secret-forms.ts'

const found = (text: string | Buffer, secret: string) =>
  secretForms(secret).some((form) => Buffer.from(text).includes(form))

describe('secretForms()', () => {
  it('find a secret in every text that holds it', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
    const around = fc.string({ maxLength: 9 })
    fc.assert(
      fc.property(secret, around, around, (hidden, before, after) => {
        const text = `${before}${hidden}${after}`

        expect(found(text, hidden)).toBe(true)
        expect(found(Buffer.from(text, 'utf16le'), hidden)).toBe(true)
        expect(found(JSON.stringify({ text }), hidden)).toBe(true)
        expect(found(Buffer.from(text).toString('base64'), hidden)).toBe(true)
        expect(found(Buffer.from(text).toString('base64url'), hidden)).toBe(true)
        expect(found(Buffer.from(text).toString('hex'), hidden)).toBe(true)
      }),
    )
  })

  it('find none in another text', () => {
    for (const text of ['hunter', 'aHVudGVy', Buffer.from('hunger2').toString('base64')]) {
      expect(found(text, 'hunter2')).toBe(false)
    }
  })
})
