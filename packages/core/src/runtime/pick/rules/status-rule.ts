import { quoted } from '../../rules/quoted.ts'
import type { PickableRuntime } from '../prepare-runtimes.ts'
import type { PickRule } from '../rule.ts'

/** Drops what is disabled. What is deprecated is kept, and the answer warns of it. */
export const statusRule: PickRule = {
  name: 'status',
  drop({ runtime }) {
    return runtime.status === 'DISABLED' ? 'RUNTIME_DISABLED' : undefined
  },
  explain({ runtime }) {
    return { message: describeStatus(runtime, 'It'), evidence: evidenceOf(runtime) }
  },
  change({ runtime: { identifier, replacement } }) {
    const enable = `nable ${identifier}`
    return replacement === undefined ? `E${enable}` : `Use ${quoted(replacement)} instead, or e${enable}`
  },
}

/** The status of a runtime in a sentence: `It is deprecated: end of life; use "…" instead`. */
export function describeStatus({ status, reason, replacement }: PickableRuntime, subject: string): string {
  const why = reason === undefined ? '' : `: ${reason}`
  const instead = replacement === undefined ? '' : `; use ${quoted(replacement)} instead`
  return `${subject} is ${status.toLowerCase()}${why}${instead}`
}

function evidenceOf({ status, reason, replacement }: PickableRuntime): Record<string, string> {
  return {
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(replacement === undefined ? {} : { replacement }),
  }
}
