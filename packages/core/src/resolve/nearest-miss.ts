import type { Check, NearestMiss } from '@ingot/contract'
import { dropOf, furthestDrop, type Decision } from './decide.ts'
import type { PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'
import { decideBetween, describeWanted } from './rules/artifact-rule.ts'

/** The verdict on a candidate that is refused only because the request is strict. */
export const strictCheck: Check = {
  rule: 'strict',
  verdict: 'drop',
  code: 'STRICT_NEWER_SKIPPED',
  message: 'Candidates before it lack an artifact here, and the request is strict',
}

/** Of the candidates that would have been the answer, the one that came closest, and what keeps it from it. */
export function nearestMiss(
  candidates: readonly PreparedImage[],
  context: Context,
  { outcome, chosen }: Decision,
): NearestMiss | undefined {
  if (chosen !== undefined && outcome === 'tied') {
    const drop = dropOf(chosen, context)
    const message = drop?.rule.explain(chosen, context, drop.code).message ?? ''
    return {
      image: chosen.reference,
      code: 'AMBIGUOUS_ARTIFACT',
      message,
      change: decideBetween(chosen, context),
    }
  }
  if (chosen !== undefined && outcome === 'strict') {
    const { code, message } = strictCheck
    const change = `Leave out --strict, or add artifacts for ${describeWanted(context)} to what comes before it`
    return { image: chosen.reference, code, message, change }
  }
  const before = chosen === undefined ? candidates : candidates.slice(0, candidates.indexOf(chosen))
  const drop = furthestDrop(before, context)
  if (drop === undefined) return undefined
  const { candidate, rule, code } = drop
  const { message } = rule.explain(candidate, context, code)
  return { image: candidate.reference, code, message, change: rule.change(candidate, context, code) }
}
