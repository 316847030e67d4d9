import type { RuntimeCandidate } from '@ingot/contract'
import { checksOf } from '../../rule/checks-of.ts'
import type { Decision } from './decide-pick.ts'
import { describeRuntimeVersion } from './describe-runtime.ts'
import { comparePrepared, type PreparedRuntime, type RuntimeIndex } from './prepare-runtimes.ts'
import type { PickContext } from './rule.ts'
import { pickRules } from './rules.ts'

/** So many candidates are told of; a catalog may have tens of thousands, and a request may be one of a hundred. */
const TRACED_CANDIDATES = 250

interface Judged {
  readonly candidate: PreparedRuntime
  /** How many rules keep it before one drops it. */
  readonly kept: number
}

/** The candidates with every verdict: the chosen one, the others that fit, then those that came through most rules. */
export function tracePick(
  index: RuntimeIndex,
  decision: Decision,
  context: PickContext,
): { trace: RuntimeCandidate[]; omitted?: number } {
  const chosen = decision.chosen?.offered
  const judged = index.groups
    .flatMap(({ families }) => families.flatMap(({ members }) => members))
    .map((candidate) => ({ candidate, kept: countKept(candidate, context) }))
    .toSorted((a, b) => compareJudged(a, b, chosen))
  const shown = judged.slice(0, TRACED_CANDIDATES)
  const trace = shown.map(({ candidate }) => traceCandidate(candidate, decision, context))
  return shown.length === judged.length ? { trace } : { trace, omitted: judged.length - shown.length }
}

function countKept(candidate: PreparedRuntime, context: PickContext): number {
  const first = pickRules.findIndex((rule) => rule.drop(candidate, context) !== undefined)
  return first === -1 ? pickRules.length : first
}

function compareJudged(a: Judged, b: Judged, chosen: PreparedRuntime | undefined): number {
  return (
    Number(b.candidate === chosen) - Number(a.candidate === chosen) ||
    b.kept - a.kept ||
    comparePrepared(a.candidate, b.candidate)
  )
}

function traceCandidate(
  candidate: PreparedRuntime,
  decision: Decision,
  context: PickContext,
): RuntimeCandidate {
  const { id, identifier, metadata } = candidate.runtime
  const checks = checksOf(candidate, context, pickRules)
  const last = checks.at(-1)!
  const outcome =
    last.verdict === 'drop'
      ? { verdict: 'drop' as const, code: last.code, message: last.message }
      : outcomeOf(candidate, decision)
  return {
    id,
    identifier,
    editor: metadata.editor,
    kernel: metadata.kernel,
    edition: metadata.edition,
    version: describeRuntimeVersion(metadata),
    ...outcome,
    checks,
  }
}

function outcomeOf(
  candidate: PreparedRuntime,
  { chosen, open, goal }: Decision,
): Pick<RuntimeCandidate, 'verdict' | 'code' | 'message'> {
  if (candidate === chosen?.offered) {
    const what = goal.version === undefined ? 'The newest version' : 'The version that is wanted'
    return { verdict: 'chosen', code: 'CHOSEN', message: `${what}, in its highest maintenance version` }
  }
  if (open.length === 0) {
    const message = `${describeRuntimeVersion(chosen!.offered.runtime.metadata)} comes before it: the newest version is taken`
    return { verdict: 'passed-over', code: 'PASSED_OVER', message }
  }
  const fields = open.map(({ field }) => field).join(' or ')
  const message = `It fits, but so do others of another ${fields}, and nothing says which is meant`
  return { verdict: 'passed-over', code: 'UNDECIDED', message }
}
