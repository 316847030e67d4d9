import type { Trust } from '@ingot/contract'
import { makeFakeSigstore, publicPem, type FakeTrustedRoot } from '@ingot/testkit'
import fc from 'fast-check'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { withValue } from './testing/with-value.ts'
import { trustFaults } from './trust-faults.ts'

const key = publicPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)
const weakKey = publicPem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)
const subject = 'https://git.example/ml/*'
const issuer = 'https://token.actions.example'

let root: FakeTrustedRoot
let identity: NonNullable<Trust['identity']>

beforeAll(async () => {
  root = (await makeFakeSigstore()).trustedRoot
  identity = { subject, issuer, root: JSON.stringify(root) }
})

async function faultsOf(part: Partial<NonNullable<Trust['identity']>>) {
  const faults = await trustFaults({ identity: { ...identity, ...part } })
  return faults.map(({ path, message }) => [path, message])
}

describe('trustFaults()', () => {
  it('finds nothing wrong with a key or an identity', async () => {
    expect(await trustFaults({ key })).toEqual([])
    expect(await trustFaults({ identity })).toEqual([])
  })

  it('wants either, and not both', async () => {
    const fault = {
      severity: 'error',
      code: 'TRUST_KIND',
      path: '/body',
      message: 'Expected either a "key" or an "identity", and not both',
    }
    expect(await trustFaults({})).toEqual([fault])
    expect(await trustFaults({ key, identity })).toEqual([fault])
  })

  it('tells of faults in both', async () => {
    const faults = await trustFaults({ key: weakKey, identity: { ...identity, issuer: '' } })
    expect(faults.map(({ code }) => code)).toEqual(['TRUST_KIND', 'TRUST_KEY', 'TRUST_ISSUER'])
  })

  it('refuses a key that is weak', async () => {
    const message = 'The RSA key has 1024 bits; expected 2048 to 8192'
    expect(await trustFaults({ key: weakKey })).toEqual([
      { severity: 'error', code: 'TRUST_KEY', path: '/body/key', message },
    ])
  })

  it('tells all that is wrong with an identity', async () => {
    expect(await trustFaults({ identity: { subject: '**', issuer: '*', root: '' } })).toEqual([
      {
        severity: 'error',
        code: 'TRUST_SUBJECT',
        path: '/body/identity/subject',
        message: 'The subject is anybody: name whose signatures count, as far as * leaves it open',
      },
      {
        severity: 'error',
        code: 'TRUST_ISSUER',
        path: '/body/identity/issuer',
        message: 'Expected the one issuer that vouches for the subject, such as https://accounts.example.com',
      },
      {
        severity: 'error',
        code: 'TRUST_ROOT',
        path: '/body/identity/root',
        message: "The trusted root is not usable: Expected Sigstore's trusted root as a JSON object",
      },
    ])
  })

  it('refuses an empty subject', async () => {
    expect(await faultsOf({ subject: '' })).toEqual([
      [
        '/body/identity/subject',
        'The subject is empty: name whose signatures count, as far as * leaves it open',
      ],
    ])
  })
})

describe('a trusted root', () => {
  it.each<[string, unknown, string]>([
    [
      '/mediaType',
      'application/json',
      'Expected "application/vnd.dev.sigstore.trustedroot+json;version=0.1"',
    ],
    ['/certificateAuthorities', undefined, 'Expected at least one authority that issues certificates'],
    ['/certificateAuthorities', [], 'Expected at least one authority that issues certificates'],
    ['/tlogs', {}, 'Expected an array'],
    ['/ctlogs', Array.from({ length: 65 }, () => ({})), 'There are 65; expected at most 64'],
    ['/certificateAuthorities/0/certChain', null, 'Expected 1 to 8 certificates, the root last'],
    [
      '/certificateAuthorities/0/certChain/certificates/0/rawBytes',
      'AAAA',
      'Expected a certificate as base64 of its DER',
    ],
    ['/timestampAuthorities/0/certChain/certificates/1', {}, 'Expected a certificate as base64 of its DER'],
    ['/tlogs/0/publicKey/rawBytes', 'AAAA', 'Expected a public key as base64 of its DER'],
    ['/ctlogs/0/publicKey', undefined, 'Expected a public key as base64 of its DER'],
    ['/tlogs/0/logId', undefined, 'Expected the id of the log in base64'],
    ['/tlogs/0/publicKey/validFor', undefined, 'Expected the moment from when on it is valid'],
    ['/tlogs/0/publicKey/validFor/start', null, 'Expected the moment from when on it is valid'],
    ['/tlogs/0/publicKey/validFor/start', 'soon', 'Expected a moment such as 2026-01-31T12:00:00Z'],
    ['/certificateAuthorities/0/validFor/end', 1, 'Expected a moment such as 2026-01-31T12:00:00Z'],
  ])('with %s as %j is told of, with the place', async (pointer, value, message) => {
    const [fault, ...others] = await faultsOf({ root: JSON.stringify(withValue(root, pointer, value)) })
    expect(others).toEqual([])
    expect(fault?.[0]).toBe('/body/identity/root')
    expect(fault?.[1]).toContain(`The trusted root is not usable: ${message} (at ${pointer.slice(0, 6)}`)
  })

  it('with a weak key, or a chain without its root, is told of', async () => {
    const weak = createPublicKey(weakKey).export({ format: 'der', type: 'spki' }).toString('base64')
    const [leaf] = (root.timestampAuthorities[0] as Authority).certChain.certificates
    const changed = withValue(
      withValue(root, '/tlogs/0/publicKey/rawBytes', weak),
      '/timestampAuthorities/0/certChain/certificates',
      [leaf],
    )
    expect(await faultsOf({ root: JSON.stringify(changed) })).toEqual([
      [
        '/body/identity/root',
        'The trusted root is not usable: The RSA key has 1024 bits; expected 2048 to 8192 (at /tlogs/0/publicKey/rawBytes)',
      ],
      [
        '/body/identity/root',
        'The trusted root is not usable: The last certificate has not signed itself; expected the chain up to its root (at /timestampAuthorities/0/certChain/certificates)',
      ],
    ])
  })

  it.each<[string, unknown]>([
    ['/mediaType', 'application/vnd.dev.sigstore.trustedroot.v0.2+json'],
    ['/tlogs', []],
    ['/tlogs', null],
    ['/ctlogs', undefined],
    ['/timestampAuthorities', undefined],
    ['/tlogs/0/publicKey/validFor/end', null],
    ['/tlogs/0/publicKey/validFor/end', '2040-01-01T00:00:00Z'],
    ['/tlogs/0/logId', { keyId: 'AAAA' }],
  ])('may have %s as %j', async (pointer, value) => {
    expect(await faultsOf({ root: JSON.stringify(withValue(root, pointer, value)) })).toEqual([])
  })

  it('may have RSA keys of logs, as SPKI or as PKCS #1', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    for (const type of ['spki', 'pkcs1'] as const) {
      const bytes = publicKey.export({ format: 'der', type }).toString('base64')
      expect(
        await faultsOf({ root: JSON.stringify(withValue(root, '/tlogs/0/publicKey/rawBytes', bytes)) }),
      ).toEqual([])
    }
  })

  it('is told of whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect(await faultsOf({ root: text })).not.toEqual([])
      }),
    )
  })
})

interface Authority {
  certChain: { certificates: object[] }
}
