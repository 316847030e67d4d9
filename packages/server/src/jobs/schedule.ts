import type { Ledger, Snapshot } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { patience } from './due-job.ts'
import { repeat, type Clock } from './repeat.ts'

export interface Scheduler {
  /** Ends what waits for others, lets a commit finish, and starts nothing more. */
  close(): Promise<void>
}

/** What is looked at again and again, as long as the ledger has it. */
export interface Schedule<Item> {
  readonly itemsIn: (snapshot: Snapshot) => readonly Item[]
  /** A text that is another when the item has to be looked at anew. */
  readonly keyOf: (item: Item) => string
  /** Looks at one; answers when to look at it again, in epoch ms. */
  readonly look: (item: Item) => Promise<number>
  /** Told of those that are new or another, before they are looked at. */
  readonly changed?: (items: readonly Item[]) => void
  /** Done before every round; answers when the next has to be at the latest, in epoch ms. */
  readonly before?: () => Promise<number>
  /** What is logged where one could not be looked at. */
  readonly failure: string
}

export interface ScheduleSite {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly logger: Pick<FastifyBaseLogger, 'warn'> | undefined
  /** Aborted when the schedule is closed. */
  readonly stop: AbortController
}

/** Follows the ledger, and looks at every item of a schedule when the time has come, until closed. */
export function startSchedule<Item>(schedule: Schedule<Item>, site: ScheduleSite): Scheduler {
  const { ledger, clock, stop } = site
  let items = schedule.itemsIn(ledger.snapshot())
  const repetition = repeat(clock, async () => {
    const latest = (await schedule.before?.()) ?? Number.POSITIVE_INFINITY
    return Math.min(latest, await lookAtAll(items, schedule, site))
  })
  const unfollow = ledger.follow((snapshot) => {
    const known = new Set(items.map(schedule.keyOf))
    items = schedule.itemsIn(snapshot)
    const changed = items.filter((item) => !known.has(schedule.keyOf(item)))
    if (changed.length === 0) return
    schedule.changed?.(changed)
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
async function lookAtAll<Item>(
  items: readonly Item[],
  { look, failure }: Schedule<Item>,
  { logger, clock }: ScheduleSite,
): Promise<number> {
  const looked = await Promise.allSettled(items.map(look))
  const times = looked.map((one) => {
    if (one.status === 'fulfilled') return one.value
    logger?.warn({ err: one.reason as unknown }, failure)
    return clock.now().getTime() + patience
  })
  return Math.min(...times)
}
