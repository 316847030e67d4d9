import type { AllowedIds } from './decide-pick.ts'
import type { PickGoal } from './pick-goal.ts'
import type { Family, PreparedRuntime } from './prepare-runtimes.ts'
import type { Reading } from './version-goal.ts'

/** What a runtime is picked for: all that a rule may look at besides the candidate. */
export interface PickContext {
  /** As the request says it. */
  readonly asked: PickGoal
  /** What is looked for in the end: where something is assumed or substituted, that. */
  readonly goal: PickGoal
  readonly isEditionAssumed: boolean
  readonly allowed: AllowedIds
  /** How the version that is looked for reads in a family; nothing where it does not. */
  readingsIn(family: Family): readonly Reading[]
  /** The one member of a family that is offered. */
  offeredIn(family: Family): PreparedRuntime | undefined
}

/** Why a rule drops a runtime. */
export type PickDropCode =
  | 'EDITOR_MISMATCH'
  | 'KERNEL_MISMATCH'
  | 'EDITION_MISMATCH'
  | 'VERSION_MISMATCH'
  | 'MAINTENANCE_TOO_LOW'
  | 'NOT_ALLOWED'
  | 'RUNTIME_DISABLED'
  | 'NEWER_MAINTENANCE'

/** A verdict in words, with what it was made on. */
interface Explanation {
  readonly message: string
  readonly evidence: Record<string, string>
}

/**
 * One question asked of a candidate. `drop` builds no text; `explain` and `change` are asked only where someone will
 * read the answer.
 */
export interface PickRule {
  readonly name: string
  drop(candidate: PreparedRuntime, context: PickContext): PickDropCode | undefined
  /** The verdict in words; `code` is what `drop` answered. */
  explain(candidate: PreparedRuntime, context: PickContext, code: PickDropCode | undefined): Explanation
  /** What would have to change for a dropped candidate to be kept. */
  change(candidate: PreparedRuntime, context: PickContext, code: PickDropCode): string
}
