import { accessKeyView } from '../../auth/access-key-view.ts'
import type { Handler } from '../../context.ts'

/** Lists access keys, without the keys. */
export const listAccessKeys: Handler<'listAccessKeys'> = async (_input, { ledger }) => {
  const stored = await ledger.accessKeys.list()
  return { accessKeys: stored.map(accessKeyView) }
}
