import type { Credential } from '@ingot/contract'
import type { Document } from '@ingot/ledger'
import type { RegistryCredential } from '@ingot/providers'
import type { SecretVault } from '../secrets/secret-vault.ts'

/** The text that is sealed. */
export function secretText({ username, password }: RegistryCredential): string {
  return JSON.stringify({ username, password })
}

/** Whose secret it is, for the seal. */
export function credentialOwner(id: string): string {
  return `credential/${id}`
}

/** Opens a credential: to be handed to its registry and to nothing else. Throws `MASTER_KEY_UNAVAILABLE`, and `LEDGER_DAMAGED` where its key is gone. */
export async function openCredential(
  secrets: SecretVault,
  { body }: Pick<Document<Credential>, 'body'>,
): Promise<RegistryCredential> {
  return JSON.parse(await secrets.open(body.sealed, credentialOwner(body.id))) as RegistryCredential
}
