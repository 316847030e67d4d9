import type { JobStore } from '@ingot/ledger'

/** When an account was scanned last, and how much was found. */
export interface ScanState {
  readonly at: string
  readonly findings: number
}

/** The name of the job that scans an account; its state is what the last scan came to. */
export function scanJob(account: string): string {
  return `account-scan/${account}`
}

/** What the last scan of an account came to. */
export function lastScan(jobs: JobStore, account: string): Promise<ScanState | undefined> {
  return jobs.state<ScanState>(scanJob(account))
}

/** Keeps what a scan of an account came to. */
export async function saveScan(jobs: JobStore, account: string, state: ScanState): Promise<void> {
  await jobs.save(scanJob(account), state)
}
