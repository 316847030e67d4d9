import type { BaseVerdict } from '@ingot/contract'

/**
 * From the strongest to the weakest. That an image is on none of the bases is known, and refuses it; what is unknown
 * may still turn out well, so it is the stronger of the two.
 */
const order: readonly BaseVerdict[] = ['PROVEN', 'CLAIMED', 'UNKNOWN', 'NOT_BASED']

/** The weakest of some verdicts: what may be said of all of them together. Of none at all nothing is known. */
export function weakestVerdict(verdicts: readonly BaseVerdict[]): BaseVerdict {
  if (verdicts.length === 0) return 'UNKNOWN'
  return order[Math.max(...verdicts.map((verdict) => order.indexOf(verdict)))]!
}
