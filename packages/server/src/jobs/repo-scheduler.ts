import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { machineClock, type Clock } from './repeat.ts'
import { reposIn, syncRepoWhenDue, type RepoWorker } from './repo-job.ts'
import { startSchedule, type Scheduler } from './schedule.ts'

export interface RepoSchedulerOptions {
  ledger: Ledger
  secrets: SecretVault
  logger?: Pick<FastifyBaseLogger, 'info' | 'warn'>
  clock?: Clock
}

/** Reads the file of every Runtime Repo when it is due, until closed. Of several servers on one ledger one does it. */
export function startRepoSyncs({
  ledger,
  secrets,
  logger,
  clock = machineClock,
}: RepoSchedulerOptions): Scheduler {
  const stop = new AbortController()
  const worker: RepoWorker = {
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
      itemsIn: reposIn,
      keyOf: ({ id, url, every }) => JSON.stringify([id, url, every]),
      look: (repo) => syncRepoWhenDue(repo, worker),
      // Another file is read at once, whenever the one before it was.
      changed: (repos) => {
        for (const { id } of repos) worker.tried.delete(id)
      },
      failure: 'Cannot look at a Runtime Repo that is to be synced',
    },
    { ledger, clock, logger, stop },
  )
}
