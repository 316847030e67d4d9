import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { machineClock, type Clock } from './repeat.ts'
import { scannedIn, scanWhenDue, type ScanWorker } from './scan-job.ts'
import { startSchedule, type Scheduler } from './schedule.ts'

export interface ScanSchedulerOptions {
  ledger: Ledger
  secrets: SecretVault
  logger?: Pick<FastifyBaseLogger, 'info' | 'warn'>
  clock?: Clock
}

/** Scans every account that says how often, when it is due, until closed. Of several servers on one ledger one does it. */
export function startScans({
  ledger,
  secrets,
  logger,
  clock = machineClock,
}: ScanSchedulerOptions): Scheduler {
  const stop = new AbortController()
  const worker: ScanWorker = {
    ledger,
    secrets,
    logger,
    now: clock.now,
    holder: randomUUID(),
    signal: stop.signal,
    tried: new Map(),
  }
  return startSchedule(
    {
      itemsIn: scannedIn,
      keyOf: ({ name, settings, sealed, scanEvery }) =>
        JSON.stringify([name, settings, sealed?.key, scanEvery]),
      look: (account) => scanWhenDue(account, worker),
      // Another account, or other credentials, are tried at once.
      changed: (accounts) => {
        for (const { name } of accounts) worker.tried.delete(name)
      },
      failure: 'Cannot look at an account that is to be scanned',
    },
    { ledger, clock, logger, stop },
  )
}
