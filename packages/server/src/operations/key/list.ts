import { keyView } from '../../auth/key-view.ts'
import type { Handler } from '../../context.ts'

/** Lists API keys, without the keys. */
export const listKeys: Handler<'listKeys'> = async (_input, { ledger }) => {
  const stored = await ledger.keys.list()
  return { keys: stored.map(keyView) }
}
