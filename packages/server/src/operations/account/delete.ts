import { counted, IngotError } from '@ingot/contract'
import { accountView } from '../../accounts/account-view.ts'
import { artifactsIn, findAccount } from '../../accounts/stored-accounts.ts'
import type { Handler } from '../../context.ts'
import { ACKNOWLEDGEMENT } from '../../kinds.ts'
import { requireReason } from '../../require-reason.ts'
import { destroySecret } from '../../secrets/destroy-secret.ts'
import { transact } from '../../transact.ts'

/** Forgets an account and destroys its secret; one that artifacts are in goes only with force and a reason. */
export const deleteAccount: Handler<'deleteAccount'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'account.delete', query, ({ snapshot }) => {
    const account = findAccount(snapshot, params.account)
    const artifacts = artifactsIn(snapshot, account.id)
    if (artifacts > 0 && query.force !== true) {
      const message = `Cannot delete the account "${account.id}": ${counted(artifacts, 'artifact is', 'artifacts are')} in it`
      throw new IngotError('ACCOUNT_IN_USE', message)
    }
    if (artifacts > 0) requireReason(query.reason, `Deleting the account "${account.id}", which is in use,`)
    const kinds = ['account', ACKNOWLEDGEMENT].filter((kind) => snapshot.get(kind, account.id) !== undefined)
    return { changes: kinds.map((kind) => ({ kind, id: account.id, body: null })), answer: account }
  })
  const { sealed } = answer.body
  if (!dryRun && sealed !== undefined) await destroySecret(context, sealed.key)
  return { ...view.stamp, dryRun, account: await accountView(context.ledger, answer) }
}
