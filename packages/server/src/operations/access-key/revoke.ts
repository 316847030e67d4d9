import { IngotError } from '@ingot/contract'
import { accessKeyView } from '../../auth/access-key-view.ts'
import type { Handler } from '../../context.ts'

/** Revokes an access key; every server refuses it within a second. */
export const revokeAccessKey: Handler<'revokeAccessKey'> = async ({ params, query = {} }, { ledger }) => {
  const { accessKeys } = ledger
  const revoked =
    query.dryRun === true ? await accessKeys.byId(params.key) : await accessKeys.remove(params.key)
  if (revoked === undefined) {
    throw new IngotError('ACCESS_KEY_NOT_FOUND', `No access key has the id "${params.key}"`)
  }
  return accessKeyView(revoked)
}
