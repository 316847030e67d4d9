import type { Ledger, Snapshot } from '@ingot/ledger'
import { createRegistryClient, type RegistryAccess, type RegistryClient } from '@ingot/providers'
import { openClients } from './open-clients.ts'
import { registryAt } from './stored-registries.ts'

/**
 * The client that reads registries for a ledger: one, since it keeps connections and tokens. How a registry is spoken to
 * is what the newest snapshot says when it is asked.
 */
export function registryClient(ledger: Ledger): RegistryClient {
  const known = openClients.get(ledger)
  if (known !== undefined) return known
  const client = createRegistryClient({ accessOf: (server) => registryAccess(ledger.snapshot(), server) })
  openClients.set(ledger, client)
  return client
}

/** How a registry may be spoken to: one that nobody added only at public addresses and over https. */
function registryAccess(snapshot: Snapshot, server: string): RegistryAccess {
  const registry = registryAt(snapshot, server)?.body
  if (registry === undefined) return { isAdded: false }
  const { plainHttp, certificates } = registry
  return {
    isAdded: true,
    ...(plainHttp === undefined ? {} : { plainHttp }),
    ...(certificates === undefined ? {} : { certificates }),
  }
}
