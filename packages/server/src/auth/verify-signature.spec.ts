import { requireProgram } from '@ingot/testkit'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { constants, createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyPair } from '../testing/key-pairs.ts'
import { signText } from '../testing/sign-request.ts'
import { publicKeyOf } from './public-key.ts'
import type { SignatureMethod } from './signature-header.ts'
import { decoyKey, verifySignature } from './verify-signature.ts'

const text =
  'POST\napplication/json\nFri, 20 Nov 2026 17:35:33 GMT\n/api/v1/imagecatalog/createCustomCatalog\ned25519v1'
const methods = ['ed25519v1', 'rsav1', 'ecdsav1'] as const

function bytesFor(method: SignatureMethod, privateKey: KeyObject): Buffer {
  return signText({ accessKeyId: '', method, privateKey }, text)
}

describe('the known signature of Ed25519', () => {
  const seed = Buffer.from('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'base64')
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from('A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=', 'base64'),
  ])
  const signature = Buffer.from(
    'McLJFLOnlzQsWClCW26MNsyXz4eYI5QneQatBPmifL8zkOeikvx8T0mgKZfdOhmnaH94n8jpde3LxY4lqT0gAA==',
    'base64url',
  )

  it('is made by the seed and right by the public key, as DER and as PEM', async () => {
    const fromDer = publicKeyOf({ publicKey: spki.toString('base64') })
    const pem = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString()

    expect(bytesFor('ed25519v1', privateKey)).toEqual(signature)
    expect(await verifySignature('ed25519v1', text, fromDer, signature)).toBe(true)
    expect(await verifySignature('ed25519v1', text, publicKeyOf({ publicKey: pem }), signature)).toBe(true)
  })

  it('has no second form: its number plus the order of the group is refused', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const number = BigInt(`0x${Buffer.from(signature.subarray(32).toReversed()).toString('hex')}`) + order
    const other = Buffer.from(number.toString(16).padStart(64, '0'), 'hex').toReversed()
    const key = publicKeyOf({ publicKey: spki.toString('base64') })

    const changed = Buffer.concat([signature.subarray(0, 32), other])

    expect(await verifySignature('ed25519v1', text, key, changed)).toBe(false)
  })
})

const pairs = [
  ['ed25519v1', 'ed25519'],
  ['rsav1', 'rsa2048'],
  ['rsav1', 'rsa4096'],
  ['ecdsav1', 'P-256'],
  ['ecdsav1', 'P-384'],
  ['ecdsav1', 'P-521'],
] as const

describe.each(pairs)('a signature by %s with %s', (method, kind) => {
  const { privateKey, publicKey } = keyPair(kind)
  const signature = bytesFor(method, privateKey)

  it('is right for its text by its key', async () => {
    expect(await verifySignature(method, text, publicKey, signature)).toBe(true)
  })

  it.each([
    '',
    `${text}\n`,
    ` ${text}`,
    text.toLowerCase(),
    text.replace('POST', 'GET'),
    text.replace('20', '21'),
  ])('is wrong for another text', async (other) => {
    expect(await verifySignature(method, other, publicKey, signature)).toBe(false)
  })

  it('is wrong with any bit flipped', async () => {
    const flipped = fc.nat(signature.length * 8 - 1).map((bit) => {
      const bytes = Buffer.from(signature)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return bytes
    })
    await fc.assert(
      fc.asyncProperty(flipped, async (bytes) => {
        expect(await verifySignature(method, text, publicKey, bytes)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  it('is wrong cut, padded, empty, huge or of zeros', async () => {
    const others = [
      Buffer.alloc(0),
      Buffer.alloc(1),
      signature.subarray(0, -1),
      signature.subarray(1),
      Buffer.concat([signature, Buffer.alloc(1)]),
      Buffer.concat([Buffer.alloc(1), signature]),
      Buffer.concat([signature, signature]),
      Buffer.alloc(signature.length),
      Buffer.alloc(signature.length, 255),
      Buffer.alloc(1_000_000, 48),
    ]
    for (const other of others) expect(await verifySignature(method, text, publicKey, other)).toBe(false)
  })

  it('is wrong by every other method and every other key', async () => {
    for (const other of methods.filter((name) => name !== method)) {
      expect(await verifySignature(other, text, publicKey, signature)).toBe(false)
      expect(await verifySignature(other, text, decoyKey(other), signature)).toBe(false)
    }
    expect(await verifySignature(method, text, decoyKey(method), signature)).toBe(false)
    expect(await verifySignature(method, text, privateKey, signature)).toBe(false)
  })
})

describe('another algorithm than the one of the method', () => {
  const rsa = keyPair('rsa2048')
  const ec = keyPair('P-256')
  const bytes = Buffer.from(text)
  const secret = rsa.publicKey.export({ format: 'pem', type: 'spki' })

  it.each<[string, SignatureMethod, KeyObject, Buffer]>([
    ['RSA with SHA-512', 'rsav1', rsa.publicKey, sign('sha512', bytes, rsa.privateKey)],
    ['RSA with SHA-1', 'rsav1', rsa.publicKey, sign('sha1', bytes, rsa.privateKey)],
    [
      'RSA-PSS',
      'rsav1',
      rsa.publicKey,
      sign('sha256', bytes, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
    ],
    [
      'an HMAC with the public key',
      'rsav1',
      rsa.publicKey,
      createHmac('sha256', secret).update(text).digest(),
    ],
    [
      'a key for RSA-PSS alone',
      'rsav1',
      keyPair('rsa-pss').publicKey,
      sign('sha256', bytes, keyPair('rsa-pss').privateKey),
    ],
    ['ECDSA with SHA-256', 'ecdsav1', ec.publicKey, sign('sha256', bytes, ec.privateKey)],
    [
      'ECDSA as two numbers in a row',
      'ecdsav1',
      ec.publicKey,
      sign('sha512', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
    ],
    ['ECDSA with numbers of zero', 'ecdsav1', ec.publicKey, Buffer.from('3006020100020100', 'hex')],
    ['Ed448', 'ed25519v1', keyPair('ed448').publicKey, sign(null, bytes, keyPair('ed448').privateKey)],
  ])('%s is refused', async (_, method, key, signature) => {
    expect(await verifySignature(method, text, key, signature)).toBe(false)
  })
})

const openssl = requireProgram('openssl')

describe.skipIf(openssl === undefined)('signatures by the openssl command', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ingot-openssl-'))
    writeFileSync(join(folder, 'text'), text)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = (...parameters: string[]) =>
    execFileSync(openssl ?? '', parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })

  it.each([
    ['ed25519v1', ['-algorithm', 'ed25519'], ['-rawin']],
    ['rsav1', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], ['-rawin', '-digest', 'sha256']],
    ['ecdsav1', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], ['-rawin', '-digest', 'sha512']],
  ] as const)('%s are right', async (method, kind, signing) => {
    run('genpkey', ...kind, '-out', 'key')
    run('pkeyutl', '-sign', '-inkey', 'key', '-in', 'text', '-out', 'signature', ...signing)
    const key = publicKeyOf({ publicKey: run('pkey', '-in', 'key', '-pubout').toString() })
    const signature = readFileSync(join(folder, 'signature'))

    expect(await verifySignature(method, text, key, signature)).toBe(true)
    expect(await verifySignature(method, `${text}.`, key, signature)).toBe(false)
  })
})
