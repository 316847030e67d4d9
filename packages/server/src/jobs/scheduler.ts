import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import { mirrorsIn, syncWhenDue, type MirrorWorker } from './mirror-job.ts'
import { machineClock, type Clock } from './repeat.ts'
import { startSchedule, type Scheduler } from './schedule.ts'

export interface SchedulerOptions {
  ledger: Ledger
  logger?: Pick<FastifyBaseLogger, 'info' | 'warn'>
  clock?: Clock
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
  return startSchedule(
    {
      itemsIn: mirrorsIn,
      keyOf: ({ name, from, every }) => JSON.stringify([name, from, every]),
      look: (mirror) => syncWhenDue(mirror, worker),
      // Whoever gave a catalog its source has synced it in doing so.
      changed: (mirrors) => {
        for (const { name } of mirrors) worker.tried.set(name, clock.now().getTime())
      },
      failure: 'Cannot look at what is to be synced',
    },
    { ledger, clock, logger, stop },
  )
}
