import type { AccountFailure, RegistryCheck } from '@ingot/contract'
import { CloudError, startDeadline, type CloudAccount } from '@ingot/providers'
import { accountFailure, failureSentence } from '../../accounts/account-failure.ts'
import { saveAccountCheck } from '../../accounts/account-view.ts'
import { askRegions } from '../../accounts/ask-regions.ts'
import { closedAccount, type ClosedAccount } from '../../accounts/open-account.ts'
import { findAccount } from '../../accounts/stored-accounts.ts'
import type { Handler } from '../../context.ts'

/** How long a cloud, and each of its regions, is waited for, in ms. */
const patience = 60_000

/** A name that no image has: whoever may look for it may look for any. */
const nobody = 'ingot-account-test'

/** Asks the cloud of an account who we are, and each region whether we may look; and remembers what came of it. */
export const testAccount: Handler<'testAccount'> = async ({ params }, context) => {
  const { ledger, now } = context
  const snapshot = await ledger.refresh()
  const { body } = findAccount(snapshot, params.account)
  const { message, can, regions, failures } = await test(closedAccount(context, body))
  const check: RegistryCheck = { at: now.toISOString(), ok: failures.length === 0, message }
  await saveAccountCheck(ledger.jobs, body, check)
  return {
    revision: snapshot.revision,
    at: now.toISOString(),
    check,
    regions: [...regions],
    failures: [...failures],
    ...(can === undefined ? {} : { can }),
  }
}

interface Tested {
  readonly message: string
  readonly regions: readonly string[]
  readonly failures: readonly AccountFailure[]
  readonly can?: CloudAccount['can']
}

async function test(closed: ClosedAccount): Promise<Tested> {
  const { name, provider } = closed
  let who: Awaited<ReturnType<typeof identify>>
  try {
    who = await identify(closed)
  } catch (error) {
    const failure = accountFailure({ account: name, provider }, error)
    return { message: failureSentence(failure), regions: [], failures: [failure] }
  }
  const [answer] = await askRegions({
    accounts: [closed],
    ask: (account, region, signal) => account.find(region, [nobody], signal),
    countOf: (images) => images.length,
    patience,
  })
  const { known = [], failures = [] } = answer ?? {}
  const [first] = failures
  if (first === undefined) return { ...who, regions: known, failures }
  const rest = failures.length === 1 ? '' : `, and ${failures.length - 1} more`
  return { ...who, message: `${failureSentence(first)}${rest}`, regions: known, failures }
}

async function identify(closed: ClosedAccount): Promise<{ message: string; can: CloudAccount['can'] }> {
  const late = () => new CloudError('timeout', `No answer within ${patience / 1000} s`)
  const { signal, end } = startDeadline(patience, late)
  let account: CloudAccount | undefined
  try {
    account = (await closed.open()).account
    return { message: await account.identity(signal), can: account.can }
  } finally {
    end()
    account?.close()
  }
}
