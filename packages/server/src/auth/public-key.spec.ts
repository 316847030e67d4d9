import { createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyPair, pemOf } from '../testing/key-pairs.ts'
import { acceptPublicKey, publicKeyOf } from './public-key.ts'

/** The PEM of an Ed25519 public key of these 32 bytes, whatever point they are. */
function ed25519Pem(hex: string): string {
  const der = Buffer.from(`302a300506032b6570032100${hex}`, 'hex')
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`
}

/** The PEM of an RSA public key of 2048 bits with this exponent, in base64url. */
function rsaPem(e: string): string {
  const { n = '' } = keyPair('rsa2048').publicKey.export({ format: 'jwk' })
  return pemOf(createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }))
}

const largeModulus = Buffer.alloc(2048, 0xff).toString('base64url')
const rsa = keyPair('rsa2048')
const ec = keyPair('P-256')

describe('a public key', () => {
  it.each([
    ['ed25519', 'ed25519'],
    ['rsa2048', 'rsa'],
    ['rsa4096', 'rsa'],
    ['P-256', 'ecdsa'],
    ['P-384', 'ecdsa'],
    ['P-521', 'ecdsa'],
  ] as const)('of the kind %s is accepted', (kind, algorithm) => {
    const { publicKey } = keyPair(kind)

    const accepted = acceptPublicKey(`\n${pemOf(publicKey)}\n`)

    expect(accepted).toEqual({ algorithm, publicKey: expect.any(String) })
    expect(publicKeyOf(accepted as { publicKey: string }).equals(publicKey)).toBe(true)
  })

  it('of RSA may be in the older form, and with lines that end as on Windows', () => {
    const pem = rsa.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString().replaceAll('\n', '\r\n')

    expect(acceptPublicKey(pem)).toEqual(acceptPublicKey(pemOf(rsa.publicKey)))
  })

  it.each([
    ['a private key', rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'is a private key'],
    [
      'an older private key',
      rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(),
      'is a private key',
    ],
    [
      'a private key of a curve',
      ec.privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
      'private key',
    ],
    [
      'a private key under a password',
      ec.privateKey
        .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString(),
      'is a private key',
    ],
    ['a private key of OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', 'is a private key'],
    [
      'a private key behind a public one',
      pemOf(rsa.publicKey) + rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      'is a private key',
    ],
    ['two public keys', pemOf(rsa.publicKey) + pemOf(ec.publicKey), '2 PEM blocks'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'holds a CERTIFICATE'],
    ['a key of OpenSSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI user@host', 'ssh-keygen -e -m PKCS8'],
    ['a curve key of OpenSSH', 'ecdsa-sha2-nistp256 AAAA', 'ssh-keygen -e -m PKCS8'],
    ['a seed', 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'is no PEM'],
    ['nothing', '', 'is no PEM'],
    ['half a PEM', pemOf(rsa.publicKey).slice(0, 200), 'damaged'],
    ['a PEM of noise', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'damaged'],
    [
      'a point that is not on its curve',
      pemOf(ec.publicKey).replace(/.{6}\n-----END/, 'AAAAAA\n-----END'),
      'damaged',
    ],
    ['RSA with 1024 bits', pemOf(keyPair('rsa1024').publicKey), 'has 1024 bits; expected 2048 to 8192'],
    [
      'RSA with very many bits',
      pemOf(createPublicKey({ key: { kty: 'RSA', n: largeModulus, e: 'AQAB' }, format: 'jwk' })),
      'has 16384 bits',
    ],
    ['RSA with the exponent 1', rsaPem('AQ'), 'exponent'],
    ['RSA with an even exponent', rsaPem('AQAA'), 'exponent'],
    ['RSA with a huge exponent', rsaPem(Buffer.alloc(32, 0xff).toString('base64url')), 'exponent'],
    ['RSA-PSS', pemOf(keyPair('rsa-pss').publicKey), 'of the kind "rsa-pss"'],
    ['Ed448', pemOf(keyPair('ed448').publicKey), 'of the kind "ed448"'],
    ['X25519', pemOf(keyPair('x25519').publicKey), 'of the kind "x25519"'],
    ['DSA', pemOf(keyPair('dsa').publicKey), 'of the kind "dsa"'],
    ['another curve', pemOf(keyPair('secp256k1').publicKey), 'curve of the ECDSA key is secp256k1'],
    ['the neutral point', ed25519Pem(`01${'00'.repeat(31)}`), 'anyone can sign'],
    ['a point of order two', ed25519Pem(`ec${'ff'.repeat(30)}7f`), 'anyone can sign'],
    ['a point of order four', ed25519Pem('00'.repeat(32)), 'anyone can sign'],
    [
      'a point of order eight',
      ed25519Pem('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
      'anyone can sign',
    ],
    ...[
      `01${'00'.repeat(30)}80`,
      `${'00'.repeat(31)}80`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(31)}`,
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    ].map((point): [string, string, string] => [
      `the weak point ${point}`,
      ed25519Pem(point),
      'anyone can sign',
    ]),
    ['many labels', '-----BEGIN A-----'.repeat(900), '900 PEM blocks'],
    ['labels that never end', '-----BEGIN '.repeat(1400), 'is no PEM'],
  ])('that is %s is refused, with what to do', (_, pem, sentence) => {
    expect(acceptPublicKey(pem)).toEqual({
      faults: [
        {
          severity: 'error',
          code: 'INVALID_PUBLIC_KEY',
          path: '/body/publicKey',
          message: expect.stringContaining(sentence),
        },
      ],
    })
  })
})
