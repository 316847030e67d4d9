import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../jobs/repeat.ts'

/** A clock that stands still until it is told to go on; databases and networks run on meanwhile. */
export interface ManualClock extends Clock {
  /** Goes on by `ms`, runs what has waited for it, and gives what was started a few turns. */
  advance(ms: number): Promise<void>
  /** How long each timer still has to wait, in ms. */
  waiting(): number[]
}

export function manualClock(start: string): ManualClock {
  let time = Date.parse(start)
  const timers = new Map<object, { at: number; run: () => void }>()
  return {
    now: () => new Date(time),
    after: (ms, run) => {
      const key = {}
      timers.set(key, { at: time + ms, run })
      return () => void timers.delete(key)
    },
    advance: async (ms) => {
      await nextTurn()
      time += ms
      for (const [key, { at, run }] of timers) {
        if (at > time) continue
        timers.delete(key)
        run()
      }
      for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    },
    waiting: () => [...timers.values()].map(({ at }) => at - time),
  }
}
