import type { AccountFailure, RegistryCheck } from '@ingot/contract'
import { regionKey } from '@ingot/core'
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
  let who: Identified
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
  const { known = [] } = answer ?? {}
  const unknown = who.all === undefined ? [] : unknownRegions(closed, known, who.all)
  const isUnknown = (region?: string) => unknown.some((one) => one.region === region)
  // What there is not cannot be asked, and says so in another way.
  const asked = (answer?.failures ?? []).filter(({ region }) => !isUnknown(region))
  const failures = [...unknown, ...asked]
  const [first] = failures
  const { can } = who
  if (first === undefined) return { message: who.message, can, regions: known, failures }
  const rest = failures.length === 1 ? '' : `, and ${failures.length - 1} more`
  return { message: `${failureSentence(first)}${rest}`, can, regions: known, failures }
}

/** The regions that an account is limited to, but that its cloud does not have: there nothing would ever be found. */
function unknownRegions(
  { name, provider }: ClosedAccount,
  regions: readonly string[],
  all: readonly string[],
): AccountFailure[] {
  const there = new Set(all.map(regionKey))
  const shown = all.slice(0, 20).join(', ')
  return regions
    .filter((region) => !there.has(regionKey(region)))
    .map((region) => ({
      account: name,
      provider,
      region,
      kind: 'region',
      message: `There is no such region, or it is not enabled; there are ${shown}`,
      remedy: 'correct --region of "ingot account add"',
    }))
}

interface Identified {
  readonly message: string
  readonly can: CloudAccount['can']
  /** All regions that there are, where the cloud tells. */
  readonly all?: readonly string[]
}

async function identify(closed: ClosedAccount): Promise<Identified> {
  const late = () => new CloudError('timeout', `No answer within ${patience / 1000} s`)
  const { signal, end } = startDeadline(patience, late)
  let account: CloudAccount | undefined
  try {
    account = (await closed.open()).account
    const message = await account.identity(signal)
    const all = await account.allRegions?.(signal)
    return { message, can: account.can, ...(all === undefined ? {} : { all }) }
  } finally {
    end()
    account?.close()
  }
}
