import { openLedger, type Ledger } from '@ingot/ledger'
import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyPair, pemOf } from '../testing/key-pairs.ts'
import { padded, signatureHeader } from '../testing/sign-request.ts'
import {
  algorithms,
  ed25519,
  otherEd25519,
  signed,
  signedAt,
  signedPath,
  signingKey,
  storedKey,
  withHeaders,
  withParameters,
} from '../testing/signed-requests.ts'
import { authenticateBySignature, type AuthenticateSigned } from './access-key.ts'
import type { SignableRequest } from './signed-request.ts'

let folder: string
let ledger: Ledger
let authenticate: AuthenticateSigned

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-signature-'))
  ledger = await openLedger(join(folder, 'ledger.db'))
  for (const algorithm of algorithms) await ledger.accessKeys.insert(storedKey(algorithm))
  authenticate = authenticateBySignature(ledger, { clock: () => signedAt.getTime() })
})

afterAll(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

const refusal = (sentence: string) => ({ refusal: expect.stringContaining(sentence) })
const unsigned = 'is not known, or it did not sign this request'

const pem = pemOf(keyPair('rsa2048').publicKey)
const hmac = createHmac('sha256', pem).update('x').digest()

const wrong: [string, SignableRequest, string][] = [
  ['no signature', withHeaders({ 'x-altus-auth': undefined }), 'has no signature'],
  ['an empty signature', withHeaders({ 'x-altus-auth': '' }), 'has no signature'],
  ['no date', withHeaders({ 'x-altus-date': undefined }), 'does not say when it was signed'],
  ['an empty date', withHeaders({ 'x-altus-date': ' ' }), 'does not say when it was signed'],
  [
    'a date of another form',
    withHeaders({ 'x-altus-date': signedAt.toISOString() }),
    'Cannot read the date "2026-11-20T',
  ],
  [
    'a date of another zone',
    withHeaders({ 'x-altus-date': signedAt.toUTCString().replace('GMT', 'EST') }),
    'Cannot read',
  ],
  [
    'another day of the week',
    withHeaders({ 'x-altus-date': signedAt.toUTCString().replace('Fri', 'Sat') }),
    'day of the week',
  ],
  ['a huge date', withHeaders({ 'x-altus-date': 'F'.repeat(100_000) }), 'Cannot read the date "FFF'],
  [
    'another date',
    withHeaders({ 'x-altus-date': new Date(signedAt.getTime() + 1000).toUTCString() }),
    unsigned,
  ],
  ['another method', { ...signed(), method: 'PUT' }, unsigned],
  ['another Content-Type', withHeaders({ 'content-type': 'text/plain' }), unsigned],
  [
    'a Content-Type in other words',
    withHeaders({ 'content-type': 'application/json;charset=utf-8' }),
    unsigned,
  ],
  ['no Content-Type', withHeaders({ 'content-type': undefined }), unsigned],
  ['another path', { ...signed(), url: '/api/v1/imagecatalog/deleteCustomCatalog' }, unsigned],
  ['a path with a slash more', { ...signed(), url: `${signedPath}/` }, unsigned],
  ['a path in other letters', { ...signed(), url: signedPath.toUpperCase() }, unsigned],
  ['a path with an escape', { ...signed(), url: signedPath.replace('create', '%63reate') }, unsigned],
  ['a path with a prefix', { ...signed(), url: `/pre${signedPath}` }, unsigned],
  ['a path without its prefix', signed(ed25519, { path: `/pre${signedPath}` }), unsigned],
  ['a path with its host', { ...signed(), url: `http://localhost${signedPath}` }, unsigned],
  [
    'another query than the signed one',
    { ...signed(ed25519, { path: `${signedPath}?a=b` }), url: `${signedPath}?a=c` },
    unsigned,
  ],
  ['no query where one is signed', signed(ed25519, { path: `${signedPath}?a=b` }), unsigned],
  ['an unknown key', withParameters({ access_key_id: 'nobody', auth_method: 'ed25519v1' }), unsigned],
  ['an unknown key of RSA', signed({ ...signingKey('rsa'), accessKeyId: 'nobody' }), unsigned],
  ['an unknown key of ECDSA', signed({ ...signingKey('ecdsa'), accessKeyId: 'nobody' }), unsigned],
  ['the id of another key', withParameters({ access_key_id: 'rsa', auth_method: 'ed25519v1' }), unsigned],
  ['a method of another key', withParameters({ access_key_id: 'ed25519', auth_method: 'rsav1' }), unsigned],
  [
    'a method that is not that of the key, signed by it',
    withParameters(
      { access_key_id: 'rsa', auth_method: 'ecdsav1' },
      { ...signingKey('rsa'), method: 'rsav1' },
    ),
    unsigned,
  ],
  [
    'a method of nobody',
    withParameters({ access_key_id: 'ed25519', auth_method: 'hmac' }),
    'an auth_method other than',
  ],
  [
    'the method none',
    withParameters({ access_key_id: 'ed25519', auth_method: 'none' }),
    'an auth_method other than',
  ],
  [
    'an HMAC with the public key',
    withHeaders({ 'x-altus-auth': signatureHeader({ access_key_id: 'rsa', auth_method: 'rsav1' }, hmac) }),
    unsigned,
  ],
  ['a key of another algorithm', signed({ ...signingKey('ecdsa'), accessKeyId: 'ed25519' }), unsigned],
  ['another key of the same algorithm', signed(otherEd25519), unsigned],
  [
    'a signature of zeros',
    withHeaders({ 'x-altus-auth': `${parametersOf()}.${padded(Buffer.alloc(64))}` }),
    unsigned,
  ],
  [
    'half a signature',
    withHeaders({ 'x-altus-auth': signed().headers['x-altus-auth']?.slice(0, -44).toString() }),
    unsigned,
  ],
  [
    'a huge header',
    withHeaders({ 'x-altus-auth': 'A'.repeat(100_000) }),
    '100000 characters of at most 4096',
  ],
  [
    'a list of headers',
    { ...signed(), headers: { ...signed().headers, 'x-altus-date': ['a', 'b'] } },
    'once',
  ],
  [
    'a second Content-Type',
    { ...signed(), rawHeaders: ['Content-Type', 'application/json', 'content-type', 'text/plain'] },
    'The header content-type comes more than once',
  ],
]

function parametersOf(): string {
  return padded(Buffer.from(JSON.stringify({ access_key_id: 'ed25519', auth_method: 'ed25519v1' })))
}

describe('a wrong signature', () => {
  it.each(wrong)('with %s is refused', async (_, request, sentence) => {
    expect(await authenticate(request)).toEqual(refusal(sentence))
    expect(await authenticate(request)).toEqual(refusal(sentence))
  })

  it('is refused also after the right one was seen', async () => {
    await authenticate(signed())
    for (const [, request, sentence] of wrong) expect(await authenticate(request)).toEqual(refusal(sentence))
  })

  it('is answered alike whether the key is known or not, but for its id', async () => {
    const forged = signed(otherEd25519)
    const unknown = signed({ ...ed25519, privateKey: otherEd25519.privateKey, accessKeyId: 'nobody7' })

    const answers = [await authenticate(forged), await authenticate(unknown)]

    const texts = answers.map((answer) =>
      ('refusal' in answer ? answer.refusal : '').replace(/"(ed25519|nobody7)"/, ''),
    )
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).toContain(
      `"POST", "application/json", "${signedAt.toUTCString()}", "${signedPath}", "ed25519v1"`,
    )
  })
})

describe('any headers at all', () => {
  it('are refused with a sentence, whatever they are', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.values(signed().headers).map(String)),
      fc.constantFrom(undefined, `${parametersOf()}.`, signedAt.toUTCString()),
    )
    const headers = fc.record({ 'x-altus-auth': value, 'x-altus-date': value, 'content-type': value })
    const request = fc.record({ method: fc.string(), url: fc.string(), headers })

    await fc.assert(
      fc.asyncProperty(request, async (given) => {
        expect(await authenticate(given)).toEqual({ refusal: expect.stringMatching(/^The |^Cannot /) })
      }),
    )
  })
})
