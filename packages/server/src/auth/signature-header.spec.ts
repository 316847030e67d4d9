import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { padded, signatureHeader } from '../testing/sign-request.ts'
import { parseSignatureHeader } from './signature-header.ts'

const id = '11111111-2222-3333-4444-555555555555'
const signature = Buffer.from([1, 2, 3, 4])
const parameters = { access_key_id: id, auth_method: 'ed25519v1' }

/** A header with this text for its parameters. */
function withText(text: string): string {
  return `${padded(Buffer.from(text))}.${padded(signature)}`
}

describe('x-altus-auth', () => {
  it.each([
    ['as clients write it', withText(`{"access_key_id": "${id}", "auth_method": "ed25519v1"}`)],
    ['without spaces', withText(`{"access_key_id":"${id}","auth_method":"ed25519v1"}`)],
    ['in the other order', withText(`{"auth_method": "ed25519v1", "access_key_id": "${id}"}`)],
    ['over several lines', withText(`\n{\t"access_key_id" :\r\n "${id}" ,\n"auth_method": "ed25519v1"\n}\n`)],
    ['without padding', signatureHeader(parameters, signature).replaceAll('=', '')],
    ['with escapes', withText(`{"access_key_id": "${id}", "auth_method": "ed2551\\u0039v1"}`)],
  ])('is read %s', (_, header) => {
    expect(parseSignatureHeader(header)).toEqual({ accessKeyId: id, method: 'ed25519v1', signature })
  })

  it.each([
    ['nothing', '', '1 parts between points'],
    ['a point', '.', 'a signature that is not base64url'],
    ['no signature', signatureHeader(parameters, Buffer.alloc(0)), 'a signature that is not base64url'],
    ['no parameters', `.${padded(signature)}`, 'parameters that are not base64url'],
    ['three parts', `${signatureHeader(parameters, signature)}.AAAA`, '3 parts between points'],
    ['two headers in one', `${signatureHeader(parameters, signature)}, x`, 'not base64url'],
    ['text that is no base64', '{"access_key_id"}.AAAA', 'not base64url'],
    [
      'base64 of the other alphabet',
      `${padded(Buffer.from('{}'))}.+/+/`,
      'a signature that is not base64url',
    ],
    ['a space in the signature', `${withText(JSON.stringify(parameters))} `, 'not base64url'],
    ['half of the padding', withText(JSON.stringify(parameters)).replace(/==$/, '='), 'not base64url'],
    ['too much padding', `${withText(JSON.stringify(parameters))}=`, 'not base64url'],
    ['padding in the middle', withText(JSON.stringify(parameters)).replace('.', '=.'), 'not base64url'],
    ['bits that no encoder sets', `${padded(Buffer.from(JSON.stringify(parameters)))}.AAB`, 'not base64url'],
    ['a length that none has', `${padded(Buffer.from(JSON.stringify(parameters)))}.AAAAA`, 'not base64url'],
    ['no JSON', withText('access_key_id'), 'not a JSON object'],
    ['cut JSON', withText('{"access_key_id": "'), 'not a JSON object'],
    ['two JSON texts', withText('{} {}'), 'not a JSON object'],
    ['null', withText('null'), 'not a JSON object'],
    ['a list', withText(`["access_key_id", "auth_method"]`), 'not a JSON object'],
    ['a text', withText('"access_key_id"'), 'not a JSON object'],
    ['deep nesting', withText('['.repeat(600)), 'not a JSON object'],
    ['no members', withText('{}'), 'parameters other than'],
    ['one member', withText(`{"access_key_id": "${id}"}`), 'parameters other than'],
    ['one member more', signatureHeader({ ...parameters, role: 'administrator' }, signature), 'other than'],
    [
      'a key id twice',
      withText(`{"access_key_id": "a", "access_key_id": "${id}", "auth_method": "ed25519v1"}`),
      'each once',
    ],
    [
      'a member twice, once escaped',
      withText(`{"auth_metho\\u0064": "none", "access_key_id": "${id}", "auth_method": "ed25519v1"}`),
      'each once',
    ],
    ['a number for an id', signatureHeader({ ...parameters, access_key_id: 1 }, signature), 'a text'],
    ['a list for an id', signatureHeader({ ...parameters, access_key_id: [id] }, signature), 'a text'],
    ['no method', signatureHeader({ ...parameters, auth_method: null }, signature), 'a text'],
    [
      'members of a prototype',
      withText(`{"__proto__": {"access_key_id": "${id}", "auth_method": "ed25519v1"}}`),
      'parameters other than',
    ],
    [
      'a prototype beside its members',
      withText(`{"__proto__": "x", "access_key_id": "${id}", "auth_method": "ed25519v1"}`),
      'parameters other than',
    ],
    [
      'an empty id',
      signatureHeader({ ...parameters, access_key_id: '' }, signature),
      'that no id looks like',
    ],
    [
      'a space in an id',
      signatureHeader({ ...parameters, access_key_id: 'a b' }, signature),
      'no id looks like',
    ],
    [
      'a zero byte in an id',
      signatureHeader({ ...parameters, access_key_id: 'a\0' }, signature),
      'no id looks',
    ],
    [
      'a long id',
      signatureHeader({ ...parameters, access_key_id: 'a'.repeat(129) }, signature),
      'no id looks',
    ],
    [
      'an unknown method',
      signatureHeader({ ...parameters, auth_method: 'none' }, signature),
      'an auth_method',
    ],
    [
      'a method in upper case',
      signatureHeader({ ...parameters, auth_method: 'RSAV1' }, signature),
      'an auth_method',
    ],
    [
      'a method of a prototype',
      signatureHeader({ ...parameters, auth_method: 'constructor' }, signature),
      'an auth_method',
    ],
    ['long parameters', withText(`${' '.repeat(1000)}{}`), 'parameters of'],
    ['a huge header', 'A'.repeat(1_000_000), '1000000 characters of at most 4096'],
    ['a million points', '.'.repeat(1_000_000), 'characters of at most'],
  ])('with %s is refused', (_, header, sentence) => {
    expect(parseSignatureHeader(header)).toEqual({ refusal: expect.stringContaining(sentence) })
  })

  it('of any text is read or refused, and never throws', () => {
    const json = fc.json().map((text) => withText(text))
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), json), (header) => {
        const read = parseSignatureHeader(header)
        expect('refusal' in read || read.accessKeyId.length > 0).toBe(true)
      }),
    )
  })

  it('has one form: of every header that is read, a changed character is refused or says something else', () => {
    const header = signatureHeader(parameters, Buffer.alloc(64, 7))
    const change = fc.tuple(fc.nat(header.length - 1), fc.constantFrom(...'AZaz09-_=+/. '.split('')))
    fc.assert(
      fc.property(change, ([index, character]) => {
        const changed = header.slice(0, index) + character + header.slice(index + 1)
        if (changed === header) return
        expect(parseSignatureHeader(changed)).not.toEqual(parseSignatureHeader(header))
      }),
    )
  })
})
