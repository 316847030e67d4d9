import type { CandidateRule } from '../../rule/candidate-rule.ts'
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

/** One question asked of a candidate. */
export type PickRule = CandidateRule<PreparedRuntime, PickContext, PickDropCode>
