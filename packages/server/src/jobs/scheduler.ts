import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import { mirrorsIn, patience, syncWhenDue, type DueMirror, type MirrorWorker } from './mirror-job.ts'
import { machineClock, repeat, type Clock } from './repeat.ts'

export interface SchedulerOptions {
  ledger: Ledger
  logger?: Pick<FastifyBaseLogger, 'info' | 'warn'>
  clock?: Clock
}

export interface Scheduler {
  /** Ends what waits for a source, lets a commit finish, and starts nothing more. */
  close(): Promise<void>
}

/**
 * Syncs every catalog that says how often, when it is due, until closed. Of several servers on one ledger one does it.
 */
export function startScheduler({ ledger, logger, clock = machineClock }: SchedulerOptions): Scheduler {
  const stop = new AbortController()
  const worker: MirrorWorker = {
    ledger,
    logger,
    now: clock.now,
    holder: randomUUID(),
    signal: stop.signal,
    tried: new Map(),
  }
  let mirrors = mirrorsIn(ledger.snapshot())
  const repetition = repeat(clock, () => syncAll(mirrors, worker))
  const unfollow = ledger.follow((snapshot) => {
    const found = mirrorsIn(snapshot)
    const known = new Set(mirrors.map(keyOf))
    const changed = found.filter((mirror) => !known.has(keyOf(mirror)))
    mirrors = found
    if (changed.length === 0) return
    // Whoever gave a catalog its source has synced it in doing so.
    for (const { name } of changed) worker.tried.set(name, clock.now().getTime())
    repetition.wake()
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
async function syncAll(mirrors: readonly DueMirror[], worker: MirrorWorker): Promise<number> {
  const looked = await Promise.allSettled(mirrors.map((mirror) => syncWhenDue(mirror, worker)))
  const times = looked.map((one) => {
    if (one.status === 'fulfilled') return one.value
    worker.logger?.warn({ err: one.reason as unknown }, 'Cannot look at what is to be synced')
    return worker.now().getTime() + patience
  })
  return Math.min(...times)
}

function keyOf({ name, from, every }: DueMirror): string {
  return JSON.stringify([name, from, every])
}
