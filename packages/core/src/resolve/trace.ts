import type { Candidate, Check, Trace } from '@ingot/contract'
import { checksOf } from '../rule/checks-of.ts'
import { dropOf, type Decision } from './decide.ts'
import { describeImage } from './describe.ts'
import { nearestMiss, strictCheck } from './nearest-miss.ts'
import type { PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'
import { rules } from './rules.ts'
import { artifactRule } from './rules/artifact-rule.ts'
import { stateOf } from './rules/lifecycle-rule.ts'
import { traceArtifacts } from './trace-artifacts.ts'

/** How candidates are ordered, in words. */
export const orderOfCandidates = 'by catalog as searched, then by version with the newest first, then by id'

/** Every candidate with every verdict, and the nearest miss. */
export function traceOf(
  candidates: readonly PreparedImage[],
  context: Context,
  decision: Decision,
  head: Pick<Trace, 'looked' | 'catalogs'>,
): Trace {
  const nearest = nearestMiss(candidates, context, decision)
  return {
    looked: head.looked,
    catalogs: head.catalogs,
    order: orderOfCandidates,
    candidates: candidates.map((candidate) => traceCandidate(candidate, candidates, context, decision)),
    ...(nearest === undefined ? {} : { nearest }),
  }
}

/** Candidates that were not looked at, because their label does not say which image is meant. */
export function traceLabelClash(
  candidates: readonly PreparedImage[],
  context: Context,
  message: string,
): Candidate[] {
  const dropped = { verdict: 'drop', code: 'AMBIGUOUS_LABEL', message } as const
  return candidates.map((candidate) => ({
    image: candidate.reference,
    state: stateOf(candidate, context.at),
    ...dropped,
    checks: [{ rule: 'label', ...dropped }],
    artifacts: [],
  }))
}

function traceCandidate(
  candidate: PreparedImage,
  candidates: readonly PreparedImage[],
  context: Context,
  decision: Decision,
): Candidate {
  const checks = checksOf(candidate, context, rules)
  if (decision.outcome === 'strict' && decision.chosen === candidate) checks.push(strictCheck)
  const last = checks.at(-1)!
  const outcome =
    last.verdict === 'drop'
      ? { verdict: 'drop' as const, code: last.code, message: last.message }
      : outcomeOf(candidate, candidates, context, decision)
  return {
    image: candidate.reference,
    state: stateOf(candidate, context.at),
    ...outcome,
    checks,
    artifacts: reachesArtifacts(checks) ? traceArtifacts(candidate, context, decision) : [],
  }
}

function outcomeOf(
  candidate: PreparedImage,
  candidates: readonly PreparedImage[],
  context: Context,
  { outcome, chosen }: Decision,
): Pick<Candidate, 'verdict' | 'code' | 'message'> {
  if (candidate === chosen && outcome === 'resolved') {
    return { verdict: 'chosen', code: 'CHOSEN', message: whyChosen(candidate, candidates, context) }
  }
  const first = chosen === undefined ? 'Another' : describeImage(chosen.reference)
  const message =
    outcome === 'resolved' ? `${first} comes before it` : `${first} comes before it and was refused`
  return { verdict: 'passed-over', code: 'PASSED_OVER', message }
}

function whyChosen(chosen: PreparedImage, candidates: readonly PreparedImage[], context: Context): string {
  const { range, version, isPinned } = context
  if (range.kind === 'literal') return `Version "${version}" was asked for, and it has an artifact here`
  if (isPinned) return 'It was asked for by its id, and it has an artifact here'
  const wanted = range.kind === 'any' ? 'version' : `"${version}"`
  const newest = `The newest ${wanted} in catalog "${chosen.image.catalog}"`
  const before = candidates.slice(0, candidates.indexOf(chosen))
  const isHeldBack = before.some((candidate) => isNewerButHeldBack(candidate, chosen, context))
  return isHeldBack
    ? `${newest} that may be taken and has an artifact here`
    : `${newest} with an artifact here`
}

/** Whether a version was asked for and comes first in the same catalog, but may not be taken anywhere. */
function isNewerButHeldBack(candidate: PreparedImage, chosen: PreparedImage, context: Context): boolean {
  const code = candidate.position === chosen.position ? dropOf(candidate, context)?.code : undefined
  return code !== undefined && code !== 'VERSION_MISMATCH' && code !== 'NO_ARTIFACT_HERE'
}

function reachesArtifacts(checks: readonly Check[]): boolean {
  return checks.some((check) => check.rule === artifactRule.name)
}
