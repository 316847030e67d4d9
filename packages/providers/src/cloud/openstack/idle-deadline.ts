import { CloudError } from '../cloud-error.ts'

/** A signal that fires when nothing has moved for a while, or an outer signal does. */
export interface IdleDeadline {
  readonly signal: AbortSignal
  /** Something moved. */
  readonly moved: () => void
  /** All has been sent: from now on it may take so many ms. */
  readonly rest: (time: number) => void
  /** Has to be called at the end, whatever it was. */
  readonly end: () => void
}

/** Starts to wait for bytes of `what`, at most `time` ms for each piece. */
export function idleDeadline(time: number, what: string, outer?: AbortSignal): IdleDeadline {
  const controller = new AbortController()
  const start = (wait: number) =>
    setTimeout(() => {
      const message = `Nothing of ${what} came or went for ${wait / 1000} seconds`
      controller.abort(new CloudError('timeout', message))
    }, wait)
  let timer = start(time)
  const pass = () => controller.abort(outer?.reason)
  if (outer?.aborted === true) pass()
  outer?.addEventListener('abort', pass, { once: true })
  return {
    signal: controller.signal,
    moved: () => void timer.refresh(),
    rest: (wait) => {
      clearTimeout(timer)
      timer = start(wait)
    },
    end: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', pass)
    },
  }
}
