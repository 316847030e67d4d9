import { setMaxListeners } from 'node:events'

/** A signal that fires when time is up or an outer signal does. */
export interface Deadline {
  readonly signal: AbortSignal
  /** How much time is left, in ms. */
  readonly left: () => number
  /** Has to be called at the end, whatever it was. */
  readonly end: () => void
}

/** Starts a deadline; `late` makes the reason that the signal has when time is up. */
export function startDeadline(time: number, late: () => Error, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  const ends = performance.now() + time
  const timer = setTimeout(() => controller.abort(late()), time)
  // Not AbortSignal.any: that keeps a trace of every call on an outer signal that lives long.
  const pass = () => controller.abort(outer?.reason)
  // Any number of deadlines may hear the same signal at the same time, and each stops at its end: Node would warn of ten.
  if (outer !== undefined) setMaxListeners(0, outer)
  if (outer?.aborted === true) pass()
  outer?.addEventListener('abort', pass, { once: true })
  return {
    signal: controller.signal,
    left: () => ends - performance.now(),
    end: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', pass)
    },
  }
}

/** What a promise comes to, unless the signal fires before: then its reason is thrown. */
export function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(signal.reason as Error)
    if (signal.aborted) fail()
    signal.addEventListener('abort', fail, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', fail))
  })
}
