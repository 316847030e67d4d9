import { accountView } from '../../accounts/account-view.ts'
import { artifactsIn, everyAccount, findAccount } from '../../accounts/stored-accounts.ts'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Lists the accounts, by name. */
export const listAccounts: Handler<'listAccounts'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const stored = everyAccount(view.snapshot)
  const accounts = await Promise.all(
    stored.map((one) => accountView(context.ledger, one, query.at === undefined ? undefined : view.at)),
  )
  return { ...view.stamp, accounts }
}

/** Shows one account, with how many artifacts name it. */
export const showAccount: Handler<'showAccount'> = async ({ params, query = {} }, context) => {
  const view = await readView(context, query)
  const stored = findAccount(view.snapshot, params.account)
  const account = await accountView(context.ledger, stored, query.at === undefined ? undefined : view.at)
  return { ...view.stamp, account, artifacts: artifactsIn(view.snapshot, stored.id) }
}
