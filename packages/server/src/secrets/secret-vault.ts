import { IngotError, type Sealed } from '@ingot/contract'
import type { SecretKeyStore } from '@ingot/ledger'
import type { MasterKeyHolder } from './master-key-holder.ts'
import { fingerprintOf, openSecret, otherMasterKey, sealSecret } from './seal.ts'

/** Seals and opens the secrets of one ledger. The master key is read when it is first needed. */
export interface SecretVault {
  /**
   * Seals a text for `owner` (`credential/ID`). The key of the secret is durable when this returns, so that a document
   * with what it answers may be committed. Throws `MASTER_KEY_UNAVAILABLE`.
   */
  seal(text: string, owner: string, at: Date): Promise<Sealed>
  /** Throws what `seal` would throw for want of the right master key; seals nothing. */
  expectSealing(): Promise<void>
  /** The text that was sealed. Throws `MASTER_KEY_UNAVAILABLE`, and `LEDGER_DAMAGED` where it was destroyed. */
  open(sealed: Sealed, owner: string): Promise<string>
  /** Destroys the key of a secret: nobody can open it any more, in any version of its document. */
  destroy(key: string): Promise<void>
}

/** The vault of a ledger whose master key `holder` has. */
export function secretVault(secretKeys: SecretKeyStore, holder: MasterKeyHolder): SecretVault {
  return {
    seal: async (text, owner, at) => {
      const { sealed, key } = sealSecret(text, owner, await sealingKey(secretKeys, holder), at)
      await secretKeys.insert(key)
      return sealed
    },
    expectSealing: async () => {
      const isFirst = (await secretKeys.list()).length === 0
      await (isFirst ? holder.expectFirst() : sealingKey(secretKeys, holder))
    },
    open: async (sealed, owner) =>
      openSecret(sealed, owner, await secretKeys.get(sealed.key), await holder.get()),
    destroy: async (key) => void (await secretKeys.remove(key)),
  }
}

/**
 * The master key, which must be that of the secrets that there are: two in one ledger would be two to lose. Only a
 * ledger without secrets may get a new one.
 */
async function sealingKey(secretKeys: SecretKeyStore, holder: MasterKeyHolder) {
  const keys = await secretKeys.list()
  if (keys.length === 0) return holder.getFirst()
  const master = await holder.get()
  const other = keys.find((key) => fingerprintOf(key) !== master.fingerprint)
  if (other !== undefined) throw otherMasterKey(other, master)
  return master
}

/** The vault of who has nothing to do with secrets. */
export const noSecrets: SecretVault = {
  seal: refuse,
  expectSealing: refuse,
  open: refuse,
  destroy: refuse,
}

function refuse(): Promise<never> {
  const message = 'This Ingot was started without access to secrets'
  return Promise.reject(new IngotError('MASTER_KEY_UNAVAILABLE', message))
}
