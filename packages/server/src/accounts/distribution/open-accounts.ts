import type { AccountFailure } from '@ingot/contract'
import { regionKey } from '@ingot/core'
import { CloudError, startDeadline, type CloudAccount } from '@ingot/providers'
import { accountFailure } from '../account-failure.ts'
import type { ClosedAccount } from '../open-account.ts'

/** An account that is open, with its regions. */
export interface OpenedAccount {
  readonly account: CloudAccount
  readonly regions: readonly string[]
}

/** A region as the account calls it, which is how its cloud has to be asked. */
export function regionIn({ regions }: OpenedAccount, wanted: string): string | undefined {
  return regions.find((region) => regionKey(region) === regionKey(wanted))
}

/** Accounts that are open together, and those that could not be. */
export interface OpenedAccounts {
  readonly opened: readonly OpenedAccount[]
  readonly failures: readonly AccountFailure[]
  close(): void
}

/** How long one account may take to say which regions it has, in ms. */
const patience = 60_000

/** Opens accounts at the same time; what fails is told, and takes nothing from the rest. */
export async function openAccounts(
  closed: readonly ClosedAccount[],
  signal?: AbortSignal,
): Promise<OpenedAccounts> {
  const opened: OpenedAccount[] = []
  const failures: AccountFailure[] = []
  await Promise.all(
    closed.map(async (one) => {
      try {
        opened.push(await openOne(one, signal))
      } catch (error) {
        signal?.throwIfAborted()
        failures.push(accountFailure({ account: one.name, provider: one.provider }, error))
      }
    }),
  )
  return {
    opened: opened.toSorted((a, b) => (a.account.name < b.account.name ? -1 : 1)),
    failures,
    close: () => {
      for (const { account } of opened) account.close()
    },
  }
}

async function openOne(closed: ClosedAccount, outer: AbortSignal | undefined): Promise<OpenedAccount> {
  const { account } = await closed.open()
  const late = () => new CloudError('timeout', `No answer within ${patience / 1000} s`)
  const { signal, end } = startDeadline(patience, late, outer)
  try {
    return { account, regions: await account.regions(signal) }
  } catch (error) {
    account.close()
    throw error
  } finally {
    end()
  }
}
