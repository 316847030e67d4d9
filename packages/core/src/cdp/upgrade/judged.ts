import type { UpgradeVerdict } from '@ingot/contract'
import type { UpgradeCandidate } from './candidate.ts'
import type { Drop } from './drop.ts'
import { keptVerdict } from './kept.ts'
import type { UpgradeContext } from './upgrade-context.ts'
import type { Upgrades } from './upgrades.ts'

/** An image with its verdict: dropped, or a candidate. */
export interface Judged {
  readonly candidate: UpgradeCandidate
  /** The filter that dropped it, where one of the twelve did. */
  readonly filter?: number
  readonly drop?: Drop
}

/** Candidates come after the last filter, and before them what fits but is not of the runtime that was asked for. */
const stepOfCandidates = 14
const stepOfOtherRuntimes = 13

/** The answer for images in their order: those first that came furthest, and candidates before all. */
export function upgradesOf(judged: readonly Judged[], context: UpgradeContext): Omit<Upgrades, 'reason'> {
  const steps: Judged[][] = Array.from({ length: stepOfCandidates + 1 }, () => [])
  for (const one of judged) steps[stepOf(one)]!.push(one)
  const candidates = steps[stepOfCandidates]!.map(({ candidate }) => candidate.facts)
  const told = context.brief ? [] : steps.toReversed()
  return { candidates, verdicts: told.flatMap((some) => some.map((one) => verdictOf(one, context))) }
}

/** How far an image came: one step for each filter. */
function stepOf({ filter = -1, drop }: Judged): number {
  if (drop === undefined) return stepOfCandidates
  return drop.code === 'OTHER_RUNTIME' ? stepOfOtherRuntimes : filter + 1
}

function verdictOf({ candidate, filter, drop }: Judged, context: UpgradeContext): UpgradeVerdict {
  const image = candidate.facts
  if (drop === undefined) return { image, verdict: 'candidate', ...keptVerdict(candidate, context) }
  const { code } = drop
  const message = drop.message()
  return filter === undefined
    ? { image, verdict: 'dropped', code, message }
    : { image, verdict: 'dropped', filter, code, message }
}
