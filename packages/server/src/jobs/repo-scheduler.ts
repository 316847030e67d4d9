import type { RuntimeRepo } from '@ingot/contract'
import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { patience } from './mirror-job.ts'
import { machineClock, repeat, type Clock } from './repeat.ts'
import { reposIn, syncRepoWhenDue, type RepoWorker } from './repo-job.ts'
import type { Scheduler } from './scheduler.ts'

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
  let repos = reposIn(ledger.snapshot())
  const repetition = repeat(clock, () => syncAll(repos, worker))
  const unfollow = ledger.follow((snapshot) => {
    const known = new Set(repos.map(keyOf))
    repos = reposIn(snapshot)
    const changed = repos.filter((repo) => !known.has(keyOf(repo)))
    // Another file is read at once, whenever the one before it was.
    for (const { id } of changed) worker.tried.delete(id)
    if (changed.length > 0) repetition.wake()
  })
  return {
    close: async () => {
      unfollow()
      stop.abort(new Error('The server stops'))
      await repetition.close()
    },
  }
}

/** Looks at all of them; answers when the next is due, in epoch ms. */
async function syncAll(repos: readonly RuntimeRepo[], worker: RepoWorker): Promise<number> {
  const looked = await Promise.allSettled(repos.map((repo) => syncRepoWhenDue(repo, worker)))
  const times = looked.map((one) => {
    if (one.status === 'fulfilled') return one.value
    worker.logger?.warn({ err: one.reason as unknown }, 'Cannot look at a Runtime Repo that is to be synced')
    return worker.now().getTime() + patience
  })
  return Math.min(...times)
}

function keyOf({ id, url, every }: RuntimeRepo): string {
  return JSON.stringify([id, url, every])
}
