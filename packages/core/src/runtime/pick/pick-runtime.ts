import type { Addon, RuntimePick, RuntimeRequest, Substitution, Warning } from '@ingot/contract'
import { quoted } from '../rules/quoted.ts'
import { ASSUMED_EDITION, decidePick, type AllowedIds, type Decision, type Fit } from './decide-pick.ts'
import { describeGoal, describeRuntime } from './describe-runtime.ts'
import { contextOf } from './context-of.ts'
import { nearestRuntime } from './nearest-runtime.ts'
import { addonWarnings, pickAddons } from './pick-addons.ts'
import { goalOf, type PickGoal } from './pick-goal.ts'
import type { RuntimeIndex } from './prepare-runtimes.ts'
import { describeRefusal } from './refuse-pick.ts'
import type { PickContext } from './rule.ts'
import { describeStatus } from './rules/status-rule.ts'
import { substituteGoal, substitutionsOf } from './substitute.ts'
import { tracePick } from './trace-pick.ts'
import { compareWithReading } from './version-goal.ts'

/** How a runtime is picked. */
export interface PickOptions {
  /** The ids of the runtimes that a project may start from; absent: all. */
  readonly allowed?: ReadonlySet<string> | undefined
  /** What addons there are. */
  readonly addons?: readonly Addon[]
  /** Whether something else may be taken where nothing fits. Each substitution is said. */
  readonly allowSubstitute?: boolean
  /** Whether every candidate is told of. */
  readonly trace?: boolean
}

/** The answer to one request, with the id of the runtime. */
export type PickedRuntime = Omit<RuntimePick, 'runtime'> & { readonly id?: string }

/**
 * Picks the runtime that a request starts from. Editor, kernel and edition are compared letter by letter, versions as
 * numbers. Of one short version only the highest maintenance version that may be picked is offered; without a version
 * the newest is taken. What is not said may be anything, but nothing is left to chance: several editors or kernels
 * that fit are a refusal, and so are several editions unless one of them is `Standard`. Nothing is substituted unless
 * that is allowed (`substituteGoal` has the order). The order in which runtimes were given does not matter.
 */
export function pickRuntime(
  index: RuntimeIndex,
  request: RuntimeRequest,
  { allowed, addons = [], allowSubstitute = false, trace = false }: PickOptions = {},
): PickedRuntime {
  const asked = goalOf(request)
  const decision = decideWithSubstitutes(index, asked, allowed, allowSubstitute)
  const context = contextOf(decision, asked, allowed)
  const picked = pickAddons(request.addons ?? [], addons)
  const answer =
    decision.chosen === undefined
      ? refuse(index, decision, context)
      : accept(asked, decision, decision.chosen)
  const traced = trace ? tracePick(index, decision, context) : undefined
  return {
    request,
    ...answer,
    addons: picked,
    warnings: [...answer.warnings, ...addonWarnings(picked)],
    ...traced,
  }
}

type Answer = Pick<PickedRuntime, 'id' | 'result' | 'message' | 'substitutions' | 'nearest' | 'warnings'>

/** Substitutes only where nothing fits: what is left open is for the request to say. */
function decideWithSubstitutes(
  index: RuntimeIndex,
  asked: PickGoal,
  allowed: AllowedIds,
  allowSubstitute: boolean,
): Decision {
  const decision = decidePick(index, asked, allowed)
  if (!allowSubstitute || decision.fits.length > 0) return decision
  const goal = substituteGoal(index, asked, allowed)
  return goal === undefined ? decision : decidePick(index, goal, allowed)
}

function refuse(index: RuntimeIndex, decision: Decision, context: PickContext): Answer {
  const nearest = decision.open.length > 0 ? undefined : nearestRuntime(index, context)
  return {
    result: 'none',
    message: describeRefusal(index, decision, context),
    substitutions: [],
    warnings: [],
    ...(nearest === undefined ? {} : { nearest }),
  }
}

function accept(asked: PickGoal, decision: Decision, fit: Fit): Answer {
  const substitutions = substitutionsOf(asked, fit)
  const isNewer = compareWithReading(fit.offered, fit.reading) > 0
  const result = substitutions.length > 0 ? 'substituted' : isNewer ? 'newer-maintenance' : 'exact'
  return {
    id: fit.offered.runtime.id,
    result,
    message: describeAnswer(asked, fit, substitutions, isNewer),
    substitutions,
    warnings: warningsOf(decision, fit),
  }
}

function describeAnswer(
  asked: PickGoal,
  fit: Fit,
  substitutions: readonly Substitution[],
  isNewer: boolean,
): string {
  const chosen = describeRuntime(fit.offered.runtime)
  const newer = `of one short version only the highest maintenance version is offered`
  if (substitutions.length > 0) {
    const changes = substitutions.map(
      ({ field, wanted, got }) => `${field} ${quoted(got)} instead of ${quoted(wanted)}`,
    )
    return `Nothing fits ${describeGoal(asked)}; taken is ${chosen}: ${changes.join(', ')}${isNewer ? `; ${newer}` : ''}`
  }
  if (isNewer) return `${chosen} is taken for version ${asked.version?.text}: ${newer}`
  const what = asked.version === undefined ? 'the newest that fits' : 'what fits'
  return `${chosen} is ${what} ${describeGoal(asked)}`
}

function warningsOf({ isEditionAssumed }: Decision, { offered: { runtime } }: Fit): Warning[] {
  const warnings: Warning[] = []
  if (isEditionAssumed) {
    const message = `No edition is asked for, and several fit: ${quoted(ASSUMED_EDITION)} is taken; name the edition to be sure of it`
    warnings.push({ code: 'EDITION_ASSUMED', message })
  }
  if (runtime.status === 'DEPRECATED') {
    warnings.push({ code: 'RUNTIME_DEPRECATED', message: describeStatus(runtime, describeRuntime(runtime)) })
  }
  return warnings
}
