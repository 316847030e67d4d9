import { makeFakeSigstore, publicPem } from '@ingot/testkit'
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPublicKey } from './public-key.ts'

function rsa(modulusLength: number, publicExponent = 65_537): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey
}

function ec(namedCurve: string): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).publicKey
}

/** An Ed25519 key of any point. */
function edwards(point: string): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(point, 'hex').toString('base64url') },
    format: 'jwk',
  })
}

describe('readPublicKey()', () => {
  it.each([
    ['P-256', () => ec('P-256')],
    ['P-384', () => ec('P-384')],
    ['P-521', () => ec('P-521')],
    ['RSA of 2048 bits', () => rsa(2048)],
    ['RSA with the exponent 3', () => rsa(2048, 3)],
    ['RSA-PSS', () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey],
    ['Ed25519', () => generateKeyPairSync('ed25519').publicKey],
  ])('takes %s', (_, make) => {
    const key = make()
    const read = readPublicKey(`# cosign.pub\n${publicPem(key)}\n`)
    expect('key' in read && read.key.equals(key)).toBe(true)
  })

  it.each([
    ['RSA of 1024 bits', () => rsa(1024), 'The RSA key has 1024 bits; expected 2048 to 8192'],
    ['P-224', () => ec('secp224r1'), 'The key is on the curve secp224r1; expected P-256, P-384 or P-521'],
    ['secp256k1', () => ec('secp256k1'), 'The key is on the curve secp256k1; expected P-256, P-384 or P-521'],
    [
      'Ed448',
      () => generateKeyPairSync('ed448').publicKey,
      'The key is of the kind ed448; expected ECDSA, RSA or Ed25519',
    ],
    [
      'X25519',
      () => generateKeyPairSync('x25519').publicKey,
      'The key is of the kind x25519; expected ECDSA, RSA or Ed25519',
    ],
    [
      'DSA',
      () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).publicKey,
      'The key is of the kind dsa; expected ECDSA, RSA or Ed25519',
    ],
    [
      'the neutral point',
      () => edwards(`01${'00'.repeat(31)}`),
      'The Ed25519 key is one that anybody can sign for',
    ],
    [
      'a point of small order with a sign',
      () => edwards('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'),
      'The Ed25519 key is one that anybody can sign for',
    ],
  ])('refuses %s', (_, make, fault) => {
    expect(readPublicKey(publicPem(make()))).toEqual({ fault })
  })

  const pem = publicPem(ec('P-256'))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  it.each([
    ['nothing', '', 'This is no PEM; expected "-----BEGIN PUBLIC KEY-----" and what follows it'],
    ['two keys', pem + pem, 'There are 2 PEM blocks; expected one public key'],
    [
      'a damaged key',
      pem.replace(/\n.{10}/, '\nAAAAAAAAAA'),
      'The public key is damaged: its PEM cannot be read',
    ],
    ['a key that is cut off', pem.slice(0, 60), 'The public key is damaged: its PEM cannot be read'],
    [
      'a private key',
      privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      'This is a private key: give its public half, and stop using a private key that has left its owner',
    ],
    [
      'a private key behind a public one',
      pem + privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
      'This is a private key: give its public half, and stop using a private key that has left its owner',
    ],
    [
      'a key of PKCS #1',
      rsa(2048).export({ format: 'pem', type: 'pkcs1' }).toString(),
      'The PEM holds a RSA PUBLIC KEY; expected a PUBLIC KEY (SPKI)',
    ],
  ])('refuses %s', (_, text, fault) => {
    expect(readPublicKey(text)).toEqual({ fault })
  })

  it('refuses a certificate, which OpenSSL would take', async () => {
    const { der } = await (await makeFakeSigstore()).certify({ subject: 'https://a.example', issuer: 'i' })
    const text = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`

    expect(readPublicKey(text)).toEqual({
      fault: 'This is a certificate; give its public key ("openssl x509 -pubkey -noout -in FILE")',
    })
  })
})
