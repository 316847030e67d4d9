import type { RuntimeRepo } from '@ingot/contract'
import type { Ledger, Snapshot } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { SITE_OWNER } from '../auth/access.ts'
import type { Context } from '../context.ts'
import { isFileSource } from '../mirror/read-mirror.ts'
import { isSourceFailure } from '../mirror/mirror-state.ts'
import { rememberedRepo } from '../runtimes/repo-source.ts'
import { repoJob } from '../runtimes/stored-repos.ts'
import { saveFailed, syncRepo } from '../runtimes/sync-repo.ts'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { doWhenDue, lastDone } from './due-job.ts'

/** What the sync of Runtime Repos works with. */
export interface RepoWorker {
  readonly ledger: Ledger
  readonly secrets: SecretVault
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn'> | undefined
  readonly now: () => Date
  /** Tells this server from others on the same ledger. */
  readonly holder: string
  readonly signal: AbortSignal
  /** When each was last tried here, in epoch ms: what could not be remembered must not be tried without end. */
  readonly tried: Map<number, number>
}

/** How often a file is read unless its repo says otherwise, in s (Cloudera AI: Enable Runtime Updates). */
const standardInterval = 24 * 60 * 60

/** The repos of a snapshot that a server can read. */
export function reposIn(snapshot: Snapshot): RuntimeRepo[] {
  return [...snapshot.all<RuntimeRepo>('runtime-repo')]
    .map(({ body }) => body)
    .filter(({ url }) => !isFileSource(url))
}

/**
 * Syncs a Runtime Repo where that is due and nobody else is at it; answers when to look at it again, in epoch ms. A sync
 * that fails is logged and remembered, and due again as if it had not failed.
 */
export function syncRepoWhenDue(repo: RuntimeRepo, worker: RepoWorker): Promise<number> {
  return doWhenDue(
    { job: repoJob(repo.id), dueAt: () => dueAt(repo, worker), run: (at) => syncNow(repo, worker, at) },
    worker,
  )
}

async function dueAt(repo: RuntimeRepo, { ledger, now, tried }: RepoWorker): Promise<number> {
  const state = await rememberedRepo(ledger.jobs, repo)
  const last = Math.max(lastDone(state?.checked, now()), tried.get(repo.id) ?? Number.NEGATIVE_INFINITY)
  return last + (repo.every ?? standardInterval) * 1000
}

async function syncNow(repo: RuntimeRepo, worker: RepoWorker, at: Date): Promise<void> {
  const { ledger, secrets, logger, signal, tried } = worker
  tried.set(repo.id, at.getTime())
  const actor = { name: SITE_OWNER, role: 'administrator' } as const
  const context: Context = { ledger, secrets, actor, now: at }
  try {
    const { outcome, entries } = await syncRepo(context, String(repo.id), { signal })
    if (outcome === 'changed')
      logger?.info({ repo: repo.name, entries: entries.length }, 'Runtime Repo synced')
  } catch (error) {
    if (signal.aborted) return
    logger?.warn({ repo: repo.name, err: error }, 'Runtime Repo not synced')
    if (!isSourceFailure(error)) await saveFailed(context, repo, error)
  }
}
