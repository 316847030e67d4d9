import { IngotError } from '@ingot/contract'
import { keyView } from '../../auth/key-view.ts'
import type { Handler } from '../../context.ts'

/** Revokes an API key; every server refuses it within a second. */
export const revokeKey: Handler<'revokeKey'> = async ({ params }, { ledger }) => {
  const removed = await ledger.keys.remove(params.key)
  if (removed === undefined) throw new IngotError('KEY_NOT_FOUND', `No API key has the id "${params.key}"`)
  return keyView(removed)
}
