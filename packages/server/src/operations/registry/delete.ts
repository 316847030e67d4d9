import { IngotError } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { registryView } from '../../registries/registry-view.ts'
import { runtimeFaults, runtimesOnServer, runtimesText } from '../../registries/runtimes-of.ts'
import { findRegistry } from '../../registries/stored-registries.ts'
import { requireReason } from '../../require-reason.ts'
import { transact } from '../../transact.ts'

/** Forgets a registry; one that runtimes are on goes only with force and a reason. */
export const deleteRegistry: Handler<'deleteRegistry'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'registry.delete', query, ({ snapshot }) => {
    const registry = findRegistry(snapshot, params.registry)
    const runtimes = runtimesOnServer(snapshot, registry.body.server)
    if (runtimes.length > 0 && query.force !== true) {
      const message = `Cannot delete the registry "${registry.id}": ${runtimesText(runtimes)}`
      throw new IngotError('REGISTRY_IN_USE', message, { faults: runtimeFaults(runtimes) })
    }
    if (runtimes.length > 0)
      requireReason(query.reason, `Deleting the registry "${registry.id}", which is in use,`)
    return { changes: [{ kind: 'registry', id: registry.id, body: null }], answer: registry }
  })
  return { ...view.stamp, dryRun, registry: await registryView(context.ledger, answer) }
}
