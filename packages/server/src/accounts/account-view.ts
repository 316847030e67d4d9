import type { Account, AccountView, RegistryCheck } from '@ingot/contract'
import type { Document, JobStore, Ledger } from '@ingot/ledger'
import { lastScan, subjectOf } from './scan-state.ts'

interface CheckState extends RegistryCheck {
  /** The account as it was tested: of another it says nothing. */
  of: string
}

/**
 * An account as it is shown: without its secret, with what is known of its health. Of its tests and scans only the last is
 * kept; where the answer is as of a moment before it, nothing is said of them.
 */
export async function accountView(
  { jobs }: Pick<Ledger, 'jobs'>,
  { body, revision }: Pick<Document<Account>, 'body' | 'revision'>,
  asOf?: Date,
): Promise<AccountView> {
  const { sealed, ...shown } = body
  const state = await jobs.state<CheckState>(checkJob(body.name))
  const scan = await lastScan(jobs, body)
  const isKnown = ({ at }: { at: string }) => asOf === undefined || Date.parse(at) <= asOf.getTime()
  return {
    ...shown,
    hasSecret: sealed !== undefined,
    ...(state?.of === subjectOf(body) && isKnown(state) ? { lastCheck: checkOf(state) } : {}),
    ...(scan === undefined || !isKnown(scan) ? {} : { lastScan: scan }),
    revision,
  }
}

/** Keeps what came of a test of an account. */
export async function saveAccountCheck(
  jobs: JobStore,
  account: Account,
  check: RegistryCheck,
): Promise<void> {
  await jobs.save(checkJob(account.name), { ...check, of: subjectOf(account) } satisfies CheckState)
}

function checkOf({ at, ok, message }: CheckState): RegistryCheck {
  return { at, ok, message }
}

function checkJob(name: string): string {
  return `account-check/${name}`
}
