import { generateKeyPairSync, type KeyObject } from 'node:crypto'

interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

const makers = {
  ed25519: () => generateKeyPairSync('ed25519'),
  ed25519b: () => generateKeyPairSync('ed25519'),
  ed448: () => generateKeyPairSync('ed448'),
  x25519: () => generateKeyPairSync('x25519'),
  rsa1024: () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
  rsa2048: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  rsa4096: () => generateKeyPairSync('rsa', { modulusLength: 4096 }),
  'rsa-pss': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
  dsa: () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }),
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
} satisfies Record<string, () => KeyPair>

const made = new Map<string, KeyPair>()

/** A key pair of this kind; the same at every call, since some take a while to make. */
export function keyPair(kind: keyof typeof makers): KeyPair {
  let pair = made.get(kind)
  if (pair === undefined) made.set(kind, (pair = makers[kind]()))
  return pair
}

/** The PEM of a public key, as users give it. */
export function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }).toString()
}
