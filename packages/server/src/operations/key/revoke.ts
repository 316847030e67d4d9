import { IngotError } from '@ingot/contract'
import { keyView } from '../../auth/key-view.ts'
import type { Handler } from '../../context.ts'

/** Revokes an API key; every server refuses it within a second. */
export const revokeKey: Handler<'revokeKey'> = async ({ params, query = {} }, { ledger }) => {
  const find = async () => (await ledger.keys.list()).find((key) => key.id === params.key)
  const revoked = query.dryRun === true ? await find() : await ledger.keys.remove(params.key)
  if (revoked === undefined) throw new IngotError('KEY_NOT_FOUND', `No API key has the id "${params.key}"`)
  return keyView(revoked)
}
