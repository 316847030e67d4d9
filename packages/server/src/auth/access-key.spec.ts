import { openLedger, type Ledger } from '@ingot/ledger'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keyPair, pemOf } from '../testing/key-pairs.ts'
import { signRequest } from '../testing/sign-request.ts'
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
} from '../testing/signed-requests.ts'
import { authenticateBySignature, type AuthenticateSigned } from './access-key.ts'
import type { SignableRequest } from './signed-request.ts'

let folder: string
let ledger: Ledger
let now: number
let authenticate: AuthenticateSigned

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-signature-'))
  ledger = await openLedger(join(folder, 'ledger.db'))
  for (const algorithm of algorithms) await ledger.accessKeys.insert(storedKey(algorithm))
  now = signedAt.getTime()
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
    ['with a query that is not signed', { ...signed(), url: `${signedPath}?a=b` }],
    [
      'with a query that is signed',
      { ...signed(ed25519, { path: `${signedPath}?a=b` }), url: `${signedPath}?a=b` },
    ],
    ['with a method in lower case', { ...signed(), method: 'post' }],
    [
      'without a body',
      {
        method: 'GET',
        url: '/',
        headers: signRequest(ed25519, { method: 'GET', path: '/', contentType: '', at: signedAt }),
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
      { ...signed(ed25519, { path: `/pre${signedPath}` }), url: `/pre${signedPath}` },
    ],
  ])('is let in %s', async (_, request) => {
    expect(await authenticate(request)).toEqual({ name: 'ed25519-user', role: 'editor' })
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
    expect(await authenticate(signed(otherEd25519))).toMatchObject({
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
    expect(await authenticate(signed({ ...short, privateKey: otherEd25519.privateKey }))).toEqual(
      refusal(unsigned),
    )
  })

  it('has its last use noted once a minute', async () => {
    const touch = vi.spyOn(ledger.accessKeys, 'touch')
    for (const step of [0, 30_000, 29_999, 1, 10]) {
      now += step
      await authenticate(signed())
    }

    expect(touch.mock.calls).toEqual([
      ['ed25519', signedAt.toISOString()],
      ['ed25519', new Date(signedAt.getTime() + 60_000).toISOString()],
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
