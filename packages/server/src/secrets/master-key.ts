import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/** The key that the keys of all secrets are wrapped by. It is never in the database. */
export interface MasterKey {
  readonly key: KeyObject
  /** Tells master keys apart, and nothing about them: 16 hexadecimal digits. */
  readonly fingerprint: string
}

const keyBytes = 32

/** The master key of 32 bytes. */
export function masterKeyOf(bytes: Uint8Array): MasterKey {
  const fingerprint = createHmac('sha256', bytes).update('ingot master key').digest('hex').slice(0, 16)
  return { key: createSecretKey(bytes), fingerprint }
}

/**
 * Reads a master key as people write one: 32 bytes as base64 or as 64 hexadecimal digits, or as they are. `undefined`
 * where the bytes are none; what they are instead is not told, for it may be a secret too.
 */
export function parseMasterKey(given: Uint8Array): MasterKey | undefined {
  const text = Buffer.from(given).toString('latin1').trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return masterKeyOf(Buffer.from(text, 'hex'))
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return masterKeyOf(Buffer.from(text, 'base64'))
  return given.length === keyBytes ? masterKeyOf(given) : undefined
}
