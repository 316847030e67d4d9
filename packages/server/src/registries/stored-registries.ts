import { IngotError, type Registry } from '@ingot/contract'
import type { Document, Index, Snapshot } from '@ingot/ledger'
import { listed } from './stored-credentials.ts'

const byServer: Index<Registry> = { kind: 'registry', keysOf: ({ server }) => [server] }

/** The registry that was added for a server (`host[:port]`, as references write it). */
export function registryAt(snapshot: Snapshot, server: string): Document<Registry> | undefined {
  return snapshot.find(byServer, server)[0]
}

/** The registry of a name. Throws `REGISTRY_NOT_FOUND`. */
export function findRegistry(snapshot: Snapshot, name: string): Document<Registry> {
  const found = snapshot.get<Registry>('registry', name)
  if (found !== undefined) return found
  const names = [...snapshot.all<Registry>('registry')].map(({ id }) => id)
  throw new IngotError('REGISTRY_NOT_FOUND', `No registry has the name "${name}"; ${listed(names)}`)
}
