import { IngotError, type Sealed } from '@ingot/contract'
import type { StoredSecretKey } from '@ingot/ledger'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { decrypt, encrypt, type Encrypted } from './cipher.ts'
import type { MasterKey } from './master-key.ts'

/** A sealed text for a document, and its key for the table beside the ledger. */
export interface SealedSecret {
  readonly sealed: Sealed
  readonly key: StoredSecretKey
}

/** Goes up when wrapped keys are made otherwise. */
const FORM = '1'

/**
 * Seals a text under a new key of its own, and wraps that key by the master key. What is sealed for one `owner`
 * (`credential/ID`) cannot be opened as that of another.
 */
export function sealSecret(text: string, owner: string, master: MasterKey, at: Date): SealedSecret {
  const id = randomUUID()
  const bytes = randomBytes(32)
  const sealed = encrypt(createSecretKey(bytes), Buffer.from(text, 'utf8'), secretPlace(owner, id))
  const wrapped = encrypt(master.key, bytes, keyPlace(id))
  return {
    sealed: {
      key: id,
      nonce: sealed.nonce.toString('base64'),
      ciphertext: sealed.ciphertext.toString('base64'),
      tag: sealed.tag.toString('base64'),
    },
    key: { id, wrapped: wrappedText(wrapped, master), created: at.toISOString() },
  }
}

/**
 * Opens what was sealed for `owner`. Throws `MASTER_KEY_UNAVAILABLE` for another master key, and `LEDGER_DAMAGED` where
 * the key of the secret is gone or anything was changed.
 */
export function openSecret(
  sealed: Sealed,
  owner: string,
  key: StoredSecretKey | undefined,
  master: MasterKey,
): string {
  if (key === undefined) throw damaged(owner, 'its key was destroyed')
  const bytes = unwrapped(key, owner, master)
  const parts = {
    nonce: Buffer.from(sealed.nonce, 'base64'),
    ciphertext: Buffer.from(sealed.ciphertext, 'base64'),
    tag: Buffer.from(sealed.tag, 'base64'),
  }
  const plain = decrypt(createSecretKey(bytes), parts, secretPlace(owner, key.id))
  if (plain === undefined) throw damaged(owner, 'it is not as it was sealed')
  return plain.toString('utf8')
}

/** The fingerprint of the master key that a key is wrapped by. */
export function fingerprintOf({ wrapped }: StoredSecretKey): string {
  return wrapped.split('.')[1] ?? ''
}

/** The refusal where secrets of the ledger were sealed under another master key than the one at hand. */
export function otherMasterKey(key: StoredSecretKey, master: MasterKey): IngotError {
  return new IngotError(
    'MASTER_KEY_UNAVAILABLE',
    `Secrets of this ledger were sealed under the master key with fingerprint ${fingerprintOf(key)}, but the one at hand has ${master.fingerprint}`,
  )
}

/** What an encryption is for is authenticated with it, so that no part can be put in another's place. */
function secretPlace(owner: string, key: string): string {
  return `ingot secret\n${owner}\n${key}`
}

function keyPlace(key: string): string {
  return `ingot secret key\n${key}`
}

function wrappedText({ nonce, ciphertext, tag }: Encrypted, { fingerprint }: MasterKey): string {
  const parts = [nonce, ciphertext, tag].map((part) => part.toString('base64url'))
  return [FORM, fingerprint, ...parts].join('.')
}

function unwrapped(key: StoredSecretKey, owner: string, master: MasterKey): Buffer {
  const [form, fingerprint, nonce = '', ciphertext = '', tag = ''] = key.wrapped.split('.')
  if (form !== FORM) throw damaged(owner, 'its key was wrapped by another Ingot')
  if (fingerprint !== master.fingerprint) throw otherMasterKey(key, master)
  const parts = {
    nonce: Buffer.from(nonce, 'base64url'),
    ciphertext: Buffer.from(ciphertext, 'base64url'),
    tag: Buffer.from(tag, 'base64url'),
  }
  const bytes = decrypt(master.key, parts, keyPlace(key.id))
  if (bytes?.length !== 32) throw damaged(owner, 'its key is not as it was wrapped')
  return bytes
}

function damaged(owner: string, why: string): IngotError {
  return new IngotError(
    'LEDGER_DAMAGED',
    `Cannot open the secret of ${owner}: ${why}; give it another secret`,
  )
}
