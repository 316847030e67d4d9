/** Calls `run` once after `ms`; answers how to prevent it. */
type After = (ms: number, run: () => void) => () => void

/** What tells the time, and what waits for it. */
export interface Clock {
  now: () => Date
  after: After
}

/** The clock of the machine; its timers do not keep the process from ending. */
export const machineClock: Clock = {
  now: () => new Date(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

export interface Repetition {
  /** Runs a round now, or once more after the one that is running. */
  wake(): void
  /** Starts no more rounds, and waits for the one that is running. */
  close(): Promise<void>
}

/** The longest that a timer waits, in ms: clocks are set meanwhile, and timers of Node end at 24 days. */
const longestWait = 60 * 60_000

/**
 * Runs `round` now and then whenever the time has come that the last one answered, in epoch ms (`Infinity`: only when
 * woken). One round runs at a time. A round must not throw.
 */
export function repeat(clock: Clock, round: () => Promise<number>): Repetition {
  let cancel: () => void = () => undefined
  let running: Promise<void> | undefined
  let isWanted = false
  let isClosed = false

  const rounds = async () => {
    while (isWanted) {
      isWanted = false
      cancel()
      const next = await round()
      const wait = Math.min(Math.max(next - clock.now().getTime(), 0), longestWait)
      if (next < Number.POSITIVE_INFINITY && !isClosed) cancel = clock.after(wait, wake)
    }
    running = undefined
  }
  const wake = () => {
    if (isClosed) return
    isWanted = true
    running ??= rounds()
  }

  wake()
  return {
    wake,
    close: async () => {
      isClosed = true
      isWanted = false
      cancel()
      await running
    },
  }
}
