/** Runs work so that at most so much of it goes on at the same time; the rest waits in the order in which it came. */
export type InTurns = <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>

/** Makes a row of `places` that work waits in. What is aborted while it waits leaves the row, and throws the reason. */
export function inTurns(places: number): InTurns {
  let free = places
  const waiting = new Set<() => void>()
  return async (work, signal) => {
    if (free === 0) await turnIn(waiting, signal)
    else free -= 1
    try {
      signal?.throwIfAborted()
      return await work()
    } finally {
      const [next] = waiting
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** Waits for a place that somebody leaves: who is the first to wait is called, and waits no more. */
function turnIn(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      waiting.delete(begin)
      signal?.removeEventListener('abort', leave)
    }
    const begin = () => {
      end()
      resolve()
    }
    const leave = () => {
      end()
      reject(signal?.reason as Error)
    }
    if (signal?.aborted === true) {
      reject(signal.reason as Error)
      return
    }
    waiting.add(begin)
    signal?.addEventListener('abort', leave, { once: true })
  })
}
