import type { Catalog } from '@ingot/contract'
import type { Ledger, Snapshot } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { SITE_OWNER } from '../auth/access.ts'
import { syncJob } from '../catalog-view.ts'
import type { Context } from '../context.ts'
import { isSourceFailure, mirrorState, saveFailed } from '../mirror/mirror-state.ts'
import { syncMirror } from '../mirror/sync-mirror.ts'
import { noSecrets } from '../secrets/secret-vault.ts'
import { doWhenDue, lastDone } from './due-job.ts'

/** A catalog that is to be synced every so many ms. */
export interface DueMirror {
  readonly name: string
  readonly from: string
  readonly every: number
}

/** What the sync of due catalogs works with. */
export interface MirrorWorker {
  readonly ledger: Ledger
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn'> | undefined
  readonly now: () => Date
  /** Tells this server from others on the same ledger. */
  readonly holder: string
  /** Ends what waits for a source. */
  readonly signal: AbortSignal
  /** When each was last tried here, in epoch ms: what could not be remembered must not be tried without end. */
  readonly tried: Map<string, number>
}

/** The catalogs of a snapshot that are to be synced by themselves. */
export function mirrorsIn(snapshot: Snapshot): DueMirror[] {
  return [...snapshot.all<Catalog>('catalog')].flatMap(({ body: { name, mirror } }) =>
    mirror?.every === undefined ? [] : [{ name, from: mirror.from, every: mirror.every * 1000 }],
  )
}

/**
 * Syncs a catalog where it is due and nobody else is at it; answers when to look at it again, in epoch ms. A sync that
 * fails is logged and remembered, and due again as if it had not failed.
 */
export function syncWhenDue(mirror: DueMirror, worker: MirrorWorker): Promise<number> {
  return doWhenDue(
    {
      job: syncJob(mirror.name),
      dueAt: () => dueAt(mirror, worker),
      run: (at) => syncNow(mirror, worker, at),
    },
    worker,
  )
}

async function dueAt({ name, every }: DueMirror, { ledger, now, tried }: MirrorWorker): Promise<number> {
  const state = await mirrorState(ledger.jobs, name)
  return Math.max(lastDone(state?.checked, now()), tried.get(name) ?? Number.NEGATIVE_INFINITY) + every
}

async function syncNow({ name, from }: DueMirror, worker: MirrorWorker, at: Date): Promise<void> {
  const { ledger, logger, signal, tried } = worker
  tried.set(name, at.getTime())
  const actor = { name: SITE_OWNER, role: 'administrator' } as const
  const context: Context = { ledger, secrets: noSecrets, actor, now: at }
  try {
    const { outcome, images } = await syncMirror(context, name, { signal })
    if (outcome === 'changed') logger?.info({ catalog: name, images: images.length }, 'Catalog synced')
  } catch (error) {
    if (signal.aborted) return
    logger?.warn({ catalog: name, err: error }, 'Catalog not synced')
    if (!isSourceFailure(error)) await saveFailed(ledger.jobs, name, { from, at, error })
  }
}
