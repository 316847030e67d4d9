import { setTimeout } from 'node:timers/promises'

/** The time, and waiting. */
export interface Clock {
  /** In ms since 1970. */
  readonly now: () => number
  /** Waits so many ms; throws where the signal ends it early. */
  readonly wait: (time: number, signal: AbortSignal) => Promise<void>
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (time, signal) => setTimeout(time, undefined, { signal }),
}
