/** Runs work so that at most so much of it goes on at the same time; the rest waits in the order in which it came. */
export type InTurns = <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>

/** Makes a row of `places` that work waits in. What is aborted while it waits never begins: it throws the reason. */
export function inTurns(places: number): InTurns {
  let free = places
  const waiting: (() => void)[] = []
  return async (work, signal) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      signal?.throwIfAborted()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
