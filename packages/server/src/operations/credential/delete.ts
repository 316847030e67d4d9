import { IngotError } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { credentialView } from '../../registries/credential-view.ts'
import { runtimeFaults, runtimesReadWith, runtimesText } from '../../registries/runtimes-of.ts'
import { findCredential } from '../../registries/stored-credentials.ts'
import { requireReason } from '../../require-reason.ts'
import { destroySecret } from '../../secrets/destroy-secret.ts'
import { transact } from '../../transact.ts'

/**
 * Deletes a credential and destroys what it holds, in all of history. One that runtimes are read with goes only with
 * force and a reason; those say then that it is gone, and no other is taken in its place.
 */
export const deleteCredential: Handler<'deleteCredential'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'credential.delete', query, ({ snapshot }) => {
    const credential = findCredential(snapshot, params.credential)
    const { name } = credential.body
    const runtimes = runtimesReadWith(snapshot, credential.id)
    if (runtimes.length > 0 && query.force !== true) {
      const message = `Cannot delete the credential "${name}": ${runtimesText(runtimes)}`
      throw new IngotError('CREDENTIAL_IN_USE', message, { faults: runtimeFaults(runtimes) })
    }
    if (runtimes.length > 0)
      requireReason(query.reason, `Deleting the credential "${name}", which is in use,`)
    return { changes: [{ kind: 'credential', id: credential.id, body: null }], answer: credential }
  })
  if (!dryRun) await destroySecret(context, answer.body.sealed.key)
  return { ...view.stamp, dryRun, credential: await credentialView(context.ledger, answer, view.at) }
}
