import type { Handler } from '../../context.ts'
import { credentialView } from '../../registries/credential-view.ts'
import { everyCredential } from '../../registries/stored-credentials.ts'
import { readView } from '../../view.ts'

/** Lists credentials by name, without what they hold. */
export const listCredentials: Handler<'listCredentials'> = async ({ query = {} }, context) => {
  const { snapshot, at, stamp } = await readView(context, query)
  const stored = everyCredential(snapshot)
  const credentials = await Promise.all(stored.map((one) => credentialView(context.ledger, one, at)))
  return { ...stamp, credentials }
}
