import type { RegistryCheck } from '@ingot/contract'
import { CloudError, startDeadline, type CloudAccount } from '@ingot/providers'
import { accountFailure, failureSentence } from '../../accounts/account-failure.ts'
import { saveAccountCheck } from '../../accounts/account-view.ts'
import { closedAccount } from '../../accounts/open-account.ts'
import { findAccount } from '../../accounts/stored-accounts.ts'
import type { Context, Handler } from '../../context.ts'

/** How long a cloud is waited for, in ms. */
const patience = 60_000

/** Asks the cloud of an account who we are, and remembers what came of it. */
export const testAccount: Handler<'testAccount'> = async ({ params }, context) => {
  const { ledger, now } = context
  const snapshot = await ledger.refresh()
  const { body } = findAccount(snapshot, params.account)
  const tested = await test(context, body)
  const check: RegistryCheck = { at: now.toISOString(), ok: tested.ok, message: tested.message }
  await saveAccountCheck(ledger.jobs, body, check)
  const { regions, can } = tested
  return {
    revision: snapshot.revision,
    at: now.toISOString(),
    check,
    regions: [...regions],
    ...(can === undefined ? {} : { can }),
  }
}

interface Tested {
  readonly ok: boolean
  readonly message: string
  readonly regions: readonly string[]
  readonly can?: CloudAccount['can']
}

async function test(context: Context, body: Parameters<typeof closedAccount>[1]): Promise<Tested> {
  const closed = closedAccount(context, body)
  const late = () => new CloudError('timeout', `No answer within ${patience / 1000} s`)
  const { signal, end } = startDeadline(patience, late)
  let account: CloudAccount | undefined
  try {
    account = (await closed.open()).account
    const message = await account.identity(signal)
    const regions = await account.regions(signal)
    return { ok: true, message, regions, can: account.can }
  } catch (error) {
    const place = { account: closed.name, provider: closed.provider }
    return { ok: false, message: failureSentence(accountFailure(place, error)), regions: [] }
  } finally {
    end()
    account?.close()
  }
}
