import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedBy } from './is-signed-by.ts'

const bytes = Buffer.from('payload')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' })
const edwards = generateKeyPairSync('ed25519')
const padding = constants.RSA_PKCS1_PSS_PADDING

describe('isSignedBy()', () => {
  it.each<[string, KeyObject, Buffer]>([
    ['ECDSA P-256', p256.publicKey, sign('sha256', bytes, p256.privateKey)],
    ['ECDSA P-384 with SHA-256, as cosign', p384.publicKey, sign('sha256', bytes, p384.privateKey)],
    ['ECDSA P-384 with SHA-384, as bundles', p384.publicKey, sign('sha384', bytes, p384.privateKey)],
    ['ECDSA P-521 with SHA-512', p521.publicKey, sign('sha512', bytes, p521.privateKey)],
    ['RSA with PKCS #1', rsa.publicKey, sign('sha256', bytes, rsa.privateKey)],
    ['RSA with PSS', rsa.publicKey, sign('sha256', bytes, { key: rsa.privateKey, padding, saltLength: 32 })],
    ['RSA-PSS', pss.publicKey, sign('sha256', bytes, pss.privateKey)],
    ['Ed25519', edwards.publicKey, sign(null, bytes, edwards.privateKey)],
  ])('takes %s, and only for these bytes', (_, key, signature) => {
    expect(isSignedBy(key, bytes, signature)).toBe(true)
    expect(isSignedBy(key, Buffer.from('Payload'), signature)).toBe(false)
    expect(
      isSignedBy(
        key,
        bytes,
        signature.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
      ),
    ).toBe(false)
    expect(isSignedBy(key, bytes, Buffer.alloc(0))).toBe(false)
    expect(isSignedBy(key, bytes, Buffer.alloc(100_000))).toBe(false)
  })

  it.each<[string, KeyObject, Buffer]>([
    ['SHA-1', rsa.publicKey, sign('sha1', bytes, rsa.privateKey)],
    ['SHA-1 on a curve', p256.publicKey, sign('sha1', bytes, p256.privateKey)],
    ['no ASN.1', p256.publicKey, sign('sha256', bytes, { key: p256.privateKey, dsaEncoding: 'ieee-p1363' })],
    ['a key of another kind', edwards.publicKey, sign('sha256', bytes, p256.privateKey)],
    [
      'a key that nobody signs images with',
      generateKeyPairSync('ed448').publicKey,
      sign(null, bytes, generateKeyPairSync('ed448').privateKey),
    ],
  ])('takes no signature with %s', (_, key, signature) => {
    expect(isSignedBy(key, bytes, signature)).toBe(false)
  })
})
