import type { Ledger } from '@ingot/ledger'
import type { RegistryClient } from '@ingot/providers'

/** The client of each ledger that has asked a registry anything. Apart from what makes one, which is much to load. */
export const openClients = new WeakMap<Ledger, RegistryClient>()

/** Ends the connections to registries that were made for a ledger; nothing where there are none. */
export function closeRegistryClient(ledger: Ledger): void {
  openClients.get(ledger)?.close()
  openClients.delete(ledger)
}
