import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { masterKeyOf, parseMasterKey } from './master-key.ts'

const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7 + 200))
const { fingerprint } = masterKeyOf(bytes)

describe('parseMasterKey()', () => {
  it.each([
    ['base64', bytes.toString('base64')],
    ['base64 of one line of a file', `${bytes.toString('base64')}\n`],
    ['base64 without its end', bytes.toString('base64').replace('=', '')],
    ['base64url', bytes.toString('base64url')],
    ['hexadecimal digits', bytes.toString('hex')],
    ['large hexadecimal digits', `  ${bytes.toString('hex').toUpperCase()}\r\n`],
    ['bytes as they are', bytes],
  ])('reads %s', (_, given) => {
    expect(parseMasterKey(Buffer.from(given))?.fingerprint).toBe(fingerprint)
  })

  it.each([
    ['nothing', ''],
    ['a word', 'correct horse battery staple'],
    ['16 bytes in base64', bytes.subarray(0, 16).toString('base64')],
    ['33 bytes', Buffer.concat([bytes, Buffer.of(1)])],
    ['31 bytes in hexadecimal digits', bytes.subarray(1).toString('hex')],
    ['two keys', `${bytes.toString('base64')}\n${bytes.toString('base64')}`],
  ])('does not take %s for a key', (_, given) => {
    expect(parseMasterKey(Buffer.from(given))).toBeUndefined()
  })
})

describe('a master key', () => {
  it('has a fingerprint of its own', () => {
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(masterKeyOf(bytes.toReversed()).fingerprint).not.toBe(fingerprint)
  })

  it('is shown by no log', () => {
    const shown =
      inspect(masterKeyOf(bytes), { depth: 9, showHidden: true }) + JSON.stringify(masterKeyOf(bytes))

    expect(shown).not.toContain(bytes.toString('hex'))
    expect(shown).not.toContain(bytes.toString('base64'))
    expect(shown).not.toContain('c8 cf d6')
  })
})
