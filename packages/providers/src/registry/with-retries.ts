import type { Call } from './call.ts'
import type { Clock } from './clock.ts'
import { isPassingCause } from './network-error.ts'
import { RegistryError } from './registry-error.ts'
import type { RegistryLimits } from './registry-limits.ts'

/** Answers of a registry, or of what stands before it, that is only just now ill or has too much to do. */
const passingStatuses: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504])

/** Errors that were retried as often as they may be: an outer attempt does not start over. */
const exhausted = new WeakSet<RegistryError>()

/**
 * Attempts something until it succeeds, fails for good, or was attempted often enough. Between attempts it waits as
 * long as the registry asks, else twice as long each time. Nothing is waited for that would take longer than the call
 * has left.
 */
export async function withRetries<Value>(
  { clock, limits }: { readonly clock: Clock; readonly limits: RegistryLimits },
  call: Call,
  attempt: () => Promise<Value>,
): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof RegistryError) || !isPassing(error)) throw error
      const wait = error.retryAfter ?? limits.firstWait * 2 ** (tried - 1)
      if (tried >= limits.attempts || wait > Math.min(limits.longestWait, call.left())) {
        exhausted.add(error)
        throw error
      }
      await waited(clock, wait, call)
    }
  }
}

async function waited(clock: Clock, time: number, call: Call): Promise<void> {
  try {
    await clock.wait(time, call.signal)
  } catch (error) {
    call.signal.throwIfAborted()
    throw error
  }
}

function isPassing(error: RegistryError): boolean {
  if (exhausted.has(error)) return false
  return error.status === undefined ? isPassingCause(error.cause) : passingStatuses.has(error.status)
}
