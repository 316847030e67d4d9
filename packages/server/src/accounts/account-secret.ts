import type { Account } from '@ingot/contract'
import type { SecretVault } from '../secrets/secret-vault.ts'

/** Whose secret it is, for the seal. */
export function accountOwner(name: string): string {
  return `account/${name}`
}

/** Opens the secret of an account, where it has one: to be handed to its cloud and to nothing else. */
export async function openAccountSecret(secrets: SecretVault, account: Account): Promise<string | undefined> {
  if (account.sealed === undefined) return undefined
  return await secrets.open(account.sealed, accountOwner(account.name))
}
