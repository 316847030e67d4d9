import type { Account, AccountFailure, AccountScan } from '@ingot/contract'
import type { JobStore } from '@ingot/ledger'
import { failureSentence } from './account-failure.ts'

/** The name of the job that scans an account; its state is what the last scan came to. */
export function scanJob(account: string): string {
  return `account-scan/${account}`
}

interface KeptScan extends AccountScan {
  /** The account as it was scanned: of another it says nothing. */
  of?: string
}

/** What the last scan of an account, as it is now, came to. */
export async function lastScan(jobs: JobStore, account: Account): Promise<AccountScan | undefined> {
  const kept = await jobs.state<KeptScan>(scanJob(account.name))
  // What was kept before it was told of which account it was is of this one.
  if (kept === undefined || (kept.of !== undefined && kept.of !== subjectOf(account))) return undefined
  const { of: _, ...scan } = kept
  return scan
}

/** Keeps what a scan of an account came to. */
export async function saveScan(jobs: JobStore, account: Account, scan: AccountScan): Promise<void> {
  await jobs.save(scanJob(account.name), { ...scan, of: subjectOf(account) } satisfies KeptScan)
}

/** What makes an account another one, of which what was known of it before says nothing. */
export function subjectOf({ settings, sealed }: Account): string {
  return JSON.stringify([settings, sealed?.key])
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
