import type { AccountFailure, AccountScan } from '@ingot/contract'
import type { JobStore } from '@ingot/ledger'
import { failureSentence } from './account-failure.ts'

/** The name of the job that scans an account; its state is what the last scan came to. */
export function scanJob(account: string): string {
  return `account-scan/${account}`
}

/** What the last scan of an account came to. */
export function lastScan(jobs: JobStore, account: string): Promise<AccountScan | undefined> {
  return jobs.state<AccountScan>(scanJob(account))
}

/** Keeps what a scan of an account came to. */
export async function saveScan(jobs: JobStore, account: string, state: AccountScan): Promise<void> {
  await jobs.save(scanJob(account), state)
}

/** What a scan came to, for keeping. */
export function scanState(
  at: Date,
  findings: number,
  [first, ...others]: readonly AccountFailure[],
): AccountScan {
  const rest = others.length === 0 ? '' : `, and ${others.length} more`
  return {
    at: at.toISOString(),
    findings,
    ...(first === undefined ? {} : { failure: `${failureSentence(first)}${rest}` }),
  }
}
