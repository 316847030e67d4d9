import { openLedger, type Ledger, type StoredAccessKey } from '@ingot/ledger'
import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keyPair, pemOf } from '../testing/key-pairs.ts'
import {
  padded,
  signatureHeader,
  signRequest,
  signText,
  type SignedParts,
  type SigningKey,
} from '../testing/sign-request.ts'
import { authenticateBySignature, type AuthenticateSigned } from './access-key.ts'
import type { SignableRequest } from './signed-request.ts'

const at = new Date('2026-11-20T17:35:33Z')
const path = '/api/v1/imagecatalog/createCustomCatalog'
const created = '2026-01-01T00:00:00.000Z'

const kinds = {
  ed25519: ['ed25519v1', 'ed25519'],
  rsa: ['rsav1', 'rsa2048'],
  ecdsa: ['ecdsav1', 'P-384'],
} as const
const algorithms = ['ed25519', 'rsa', 'ecdsa'] as const

/** An access key of each algorithm, as stored; its id is the algorithm. */
function storedKey(algorithm: (typeof algorithms)[number]): StoredAccessKey {
  const publicKey = pemOf(keyPair(kinds[algorithm][1]).publicKey)
  return { accessKeyId: algorithm, user: `${algorithm}-user`, role: 'editor', algorithm, publicKey, created }
}

function signingKey(algorithm: (typeof algorithms)[number]): SigningKey {
  const [method, kind] = kinds[algorithm]
  return { accessKeyId: algorithm, method, privateKey: keyPair(kind).privateKey }
}

const ed25519 = signingKey('ed25519')

function signed(key: SigningKey = ed25519, parts: SignedParts = {}): SignableRequest {
  return { method: 'POST', url: path, headers: signRequest(key, { path, at, ...parts }) }
}

/** A request whose header says what it likes, over a right signature. */
function withParameters(parameters: unknown, key: SigningKey = ed25519): SignableRequest {
  const { headers, ...request } = signed(key)
  const text = ['POST', 'application/json', at.toUTCString(), path, key.method].join('\n')
  return {
    ...request,
    headers: { ...headers, 'x-altus-auth': signatureHeader(parameters, signText(key, text)) },
  }
}

function withHeaders(headers: Record<string, string | undefined>): SignableRequest {
  const request = signed()
  return { ...request, headers: { ...request.headers, ...headers } }
}

let folder: string
let ledger: Ledger
let now: number
let authenticate: AuthenticateSigned

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-signature-'))
  ledger = await openLedger(join(folder, 'ledger.db'))
  for (const algorithm of algorithms) await ledger.accessKeys.insert(storedKey(algorithm))
  now = at.getTime()
  authenticate = authenticateBySignature(ledger, { clock: () => now })
})

afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

const refusal = (sentence: string) => ({ refusal: expect.stringContaining(sentence) })
const unsigned = 'is not known, or it did not sign this request'

describe('a signed request', () => {
  it.each(algorithms)('is let in by a key of %s, again and again', async (algorithm) => {
    for (let time = 0; time < 3; time += 1) {
      expect(await authenticate(signed(signingKey(algorithm)))).toEqual({
        name: `${algorithm}-user`,
        role: 'editor',
      })
    }
  })

  it.each<[string, SignableRequest]>([
    ['with a query that is not signed', { ...signed(), url: `${path}?a=b` }],
    ['with a query that is signed', { ...signed(ed25519, { path: `${path}?a=b` }), url: `${path}?a=b` }],
    ['with a method in lower case', { ...signed(), method: 'post' }],
    [
      'without a body',
      {
        method: 'GET',
        url: '/',
        headers: signRequest(ed25519, { method: 'GET', path: '/', contentType: '', at }),
      },
    ],
    ['with a charset', signed(ed25519, { contentType: 'application/json; charset=utf-8' })],
    ['with spaces around a header', withHeaders({ 'content-type': ' application/json\t' })],
    [
      'without padding',
      withHeaders({ 'x-altus-auth': signed().headers['x-altus-auth']?.toString().replaceAll('=', '') }),
    ],
    [
      'under a prefix that is signed too',
      { ...signed(ed25519, { path: `/pre${path}` }), url: `/pre${path}` },
    ],
  ])('is let in %s', async (_, request) => {
    expect(await authenticate(request)).toEqual({ name: 'ed25519-user', role: 'editor' })
  })
})

const pem = pemOf(keyPair('rsa2048').publicKey)
const hmac = createHmac('sha256', pem).update('x').digest()

const wrong: [string, SignableRequest, string][] = [
  ['no signature', withHeaders({ 'x-altus-auth': undefined }), 'has no signature'],
  ['an empty signature', withHeaders({ 'x-altus-auth': '' }), 'has no signature'],
  ['no date', withHeaders({ 'x-altus-date': undefined }), 'does not say when it was signed'],
  ['an empty date', withHeaders({ 'x-altus-date': ' ' }), 'does not say when it was signed'],
  [
    'a date of another form',
    withHeaders({ 'x-altus-date': at.toISOString() }),
    'Cannot read the date "2026-11-20T',
  ],
  [
    'a date of another zone',
    withHeaders({ 'x-altus-date': at.toUTCString().replace('GMT', 'EST') }),
    'Cannot read',
  ],
  [
    'another day of the week',
    withHeaders({ 'x-altus-date': at.toUTCString().replace('Fri', 'Sat') }),
    'day of the week',
  ],
  ['a huge date', withHeaders({ 'x-altus-date': 'F'.repeat(100_000) }), 'Cannot read the date "FFF'],
  ['another date', withHeaders({ 'x-altus-date': new Date(at.getTime() + 1000).toUTCString() }), unsigned],
  ['another method', { ...signed(), method: 'PUT' }, unsigned],
  ['another Content-Type', withHeaders({ 'content-type': 'text/plain' }), unsigned],
  [
    'a Content-Type in other words',
    withHeaders({ 'content-type': 'application/json;charset=utf-8' }),
    unsigned,
  ],
  ['no Content-Type', withHeaders({ 'content-type': undefined }), unsigned],
  ['another path', { ...signed(), url: '/api/v1/imagecatalog/deleteCustomCatalog' }, unsigned],
  ['a path with a slash more', { ...signed(), url: `${path}/` }, unsigned],
  ['a path in other letters', { ...signed(), url: path.toUpperCase() }, unsigned],
  ['a path with an escape', { ...signed(), url: path.replace('create', '%63reate') }, unsigned],
  ['a path with a prefix', { ...signed(), url: `/pre${path}` }, unsigned],
  ['a path without its prefix', signed(ed25519, { path: `/pre${path}` }), unsigned],
  ['a path with its host', { ...signed(), url: `http://localhost${path}` }, unsigned],
  [
    'another query than the signed one',
    { ...signed(ed25519, { path: `${path}?a=b` }), url: `${path}?a=c` },
    unsigned,
  ],
  ['no query where one is signed', signed(ed25519, { path: `${path}?a=b` }), unsigned],
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
  ['another key of the same algorithm', signed({ ...ed25519, privateKey: otherKey() }), unsigned],
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

function otherKey() {
  return keyPair('ed25519b').privateKey
}

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
    const forged = signed({ ...ed25519, privateKey: otherKey() })
    const unknown = signed({ ...ed25519, privateKey: otherKey(), accessKeyId: 'nobody7' })

    const answers = [await authenticate(forged), await authenticate(unknown)]

    const texts = answers.map((answer) =>
      ('refusal' in answer ? answer.refusal : '').replace(/"(ed25519|nobody7)"/, ''),
    )
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).toContain(`"POST", "application/json", "${at.toUTCString()}", "${path}", "ed25519v1"`)
  })
})

describe('any headers at all', () => {
  it('are refused with a sentence, whatever they are', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.values(signed().headers).map(String)),
      fc.constantFrom(undefined, `${parametersOf()}.`, at.toUTCString()),
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

describe('the window of dates', () => {
  it.each([
    ['at its end', 15 * 60_000],
    ['at its beginning', -15 * 60_000],
  ])('is open %s', async (_, distance) => {
    now += distance
    expect(await authenticate(signed())).toMatchObject({ name: 'ed25519-user' })
  })

  it('is closed to a replay, also of a signature that was right before', async () => {
    await authenticate(signed())
    now += 15 * 60_000 + 1

    expect(await authenticate(signed())).toEqual({
      refusal:
        'The request was signed at 2026-11-20T17:35:33.000Z, but here it is 2026-11-20T17:50:33.001Z: ' +
        'more than 15 minutes lie between. Set the clock, and sign the request anew',
    })
  })

  it('is closed to dates to come', async () => {
    now -= 15 * 60_000 + 1
    expect(await authenticate(signed())).toEqual(refusal('more than 15 minutes lie between'))
  })

  it('can be set', async () => {
    const strict = authenticateBySignature(ledger, { clock: () => now, window: 5000 })
    now += 5000
    expect(await strict(signed())).toMatchObject({ name: 'ed25519-user' })
    now += 1
    expect(await strict(signed())).toEqual(refusal('more than 5 seconds lie between'))
  })

  it('is closed where the clock tells no time', async () => {
    now = Number.NaN
    expect(await authenticate(signed())).toEqual(refusal('no known time'))
  })
})

describe('an access key', () => {
  it('that is revoked is refused within a second, also for signatures that were right before', async () => {
    await authenticate(signed())
    await ledger.accessKeys.remove('ed25519')

    now += 1000

    expect(await authenticate(signed())).toEqual(refusal(unsigned))
  })

  it('that is replaced under its id verifies by the new public key alone', async () => {
    await authenticate(signed())
    await ledger.accessKeys.remove('ed25519')
    await ledger.accessKeys.insert({
      ...storedKey('ed25519'),
      publicKey: pemOf(keyPair('ed25519b').publicKey),
    })

    now += 1000

    expect(await authenticate(signed())).toEqual(refusal(unsigned))
    expect(await authenticate(signed({ ...ed25519, privateKey: otherKey() }))).toMatchObject({
      role: 'editor',
    })
  })

  it('that has expired is refused from that moment, and only its holder is told', async () => {
    const expires = new Date(now + 500).toISOString()
    await ledger.accessKeys.insert({ ...storedKey('ed25519'), accessKeyId: 'short', expires })
    const short = { ...ed25519, accessKeyId: 'short' }
    expect(await authenticate(signed(short))).toMatchObject({ role: 'editor' })

    now += 500

    expect(await authenticate(signed(short))).toEqual(refusal(`"short" expired at ${expires}`))
    expect(await authenticate(signed({ ...short, privateKey: otherKey() }))).toEqual(refusal(unsigned))
  })

  it('has its last use noted once a minute', async () => {
    const touch = vi.spyOn(ledger.accessKeys, 'touch')
    for (const step of [0, 30_000, 29_999, 1, 10]) {
      now += step
      await authenticate(signed())
    }

    expect(touch.mock.calls).toEqual([
      ['ed25519', at.toISOString()],
      ['ed25519', new Date(at.getTime() + 60_000).toISOString()],
    ])
    await vi.waitFor(async () =>
      expect(await ledger.accessKeys.byId('ed25519')).toMatchObject({
        lastUsed: expect.stringContaining('17:36'),
      }),
    )
  })

  it('serves although its last use cannot be noted', async () => {
    vi.spyOn(ledger.accessKeys, 'touch').mockRejectedValue(new Error('the disk is full'))

    expect(await authenticate(signed())).toMatchObject({ role: 'editor' })
    await sleep(1)
  })

  it('is asked for once a second, however many requests come at once', async () => {
    const byId = vi.spyOn(ledger.accessKeys, 'byId')

    const answers = await Promise.all(Array.from({ length: 50 }, () => authenticate(signed())))

    expect(answers).toHaveLength(50)
    expect(byId).toHaveBeenCalledTimes(1)
    now += 1000
    await authenticate(signed())
    expect(byId).toHaveBeenCalledTimes(2)
  })

  it('that cannot be looked up lets nobody in, and is looked up again', async () => {
    vi.spyOn(ledger.accessKeys, 'byId').mockRejectedValueOnce(new Error('no database'))

    await expect(authenticate(signed())).rejects.toThrow('no database')
    expect(await authenticate(signed())).toMatchObject({ role: 'editor' })
  })
})

describe('what was verified', () => {
  it.each([0, 1, 2])('is remembered up to %s signatures, and verified anew beyond', async (remembered) => {
    const few = authenticateBySignature(ledger, { clock: () => now, remembered })
    for (let round = 0; round < 3; round += 1) {
      for (const algorithm of algorithms) {
        expect(await few(signed(signingKey(algorithm)))).toMatchObject({ name: `${algorithm}-user` })
        expect(await few({ ...signed(signingKey(algorithm)), method: 'PUT' })).toEqual(refusal(unsigned))
      }
    }
  })
})
