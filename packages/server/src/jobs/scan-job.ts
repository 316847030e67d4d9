import type { Account } from '@ingot/contract'
import type { Ledger, Snapshot } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { failureSentence } from '../accounts/account-failure.ts'
import { findingsIn, scanAccounts } from '../accounts/scan-accounts.ts'
import { lastScan, saveScan, scanJob, scanState } from '../accounts/scan-state.ts'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { doWhenDue, lastDone } from './due-job.ts'

/** What scans on a schedule work with. */
export interface ScanWorker {
  readonly ledger: Ledger
  readonly secrets: SecretVault
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn'> | undefined
  readonly now: () => Date
  /** Tells this server from others on the same ledger. */
  readonly holder: string
  readonly signal: AbortSignal
  /** When each was last tried here, in epoch ms: one that fails must not be tried without end. */
  readonly tried: Map<string, number>
}

/** The accounts of a snapshot that say how often they are scanned. */
export function scannedIn(snapshot: Snapshot): Account[] {
  return [...snapshot.all<Account>('account')]
    .map(({ body }) => body)
    .filter(({ scanEvery }) => scanEvery !== undefined)
}

/**
 * Scans an account where that is due and nobody else is at it; answers when to look at it again, in epoch ms. What is found
 * is logged and counted, and nothing is changed: that is for somebody who looks at it.
 */
export function scanWhenDue(account: Account, worker: ScanWorker): Promise<number> {
  return doWhenDue(
    {
      job: scanJob(account.name),
      dueAt: () => dueAt(account, worker),
      run: (at) => scanNow(account, worker, at),
    },
    worker,
  )
}

async function dueAt(account: Account, { ledger, now, tried }: ScanWorker): Promise<number> {
  const { name, scanEvery } = account
  const state = await lastScan(ledger.jobs, account)
  const last = Math.max(lastDone(state?.at, now()), tried.get(name) ?? Number.NEGATIVE_INFINITY)
  return last + (scanEvery ?? Number.POSITIVE_INFINITY) * 1000
}

async function scanNow(account: Account, worker: ScanWorker, at: Date): Promise<void> {
  const { name } = account
  const { ledger, secrets, logger, signal, tried } = worker
  tried.set(name, at.getTime())
  try {
    const scanned = await scanAccounts({ ledger, secrets, now: at }, { accounts: [name], signal })
    for (const failure of scanned.failures) logger?.warn({ account: name }, failureSentence(failure))
    const { findings } = findingsIn(ledger.snapshot(), scanned, at).result
    await saveScan(ledger.jobs, account, scanState(at, findings.length, scanned.failures))
    for (const { kind, reference, message } of findings.filter(({ kind }) => kind !== 'unnamed')) {
      logger?.warn({ account: name, kind, reference }, message)
    }
    logger?.info({ account: name, findings: findings.length }, 'Account scanned')
  } catch (error) {
    if (!signal.aborted) logger?.warn({ account: name, err: error }, 'Account not scanned')
  }
}
