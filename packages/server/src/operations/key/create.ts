import { makeKey } from '../../auth/api-key.ts'
import { keyView } from '../../auth/key-view.ts'
import type { Handler } from '../../context.ts'

/** Creates an API key. Only its hash is kept: this answer is the only place that shows it. */
export const createKey: Handler<'createKey'> = async ({ body, query = {} }, { ledger, now }) => {
  const { key, stored } = makeKey(body.name, body.role, now, body.expires)
  if (query.dryRun === true) return keyView(stored)
  await ledger.keys.insert(stored)
  return { ...keyView(stored), key }
}
