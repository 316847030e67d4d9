import type { Check, NearestMiss } from '@ingot/contract'
import { dropOf, dropsOf, type Decision, type Drop } from './decide.ts'
import type { PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'
import { rules } from './rules.ts'
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
  const drops = fewestDrops(before, context)
  const [first] = drops
  if (first === undefined) return undefined
  const { candidate, rule, code } = first
  const { message } = rule.explain(candidate, context, code)
  return { image: candidate.reference, code, message, change: describeChanges(drops, context) }
}

/** All drops of the candidate that the fewest rules drop; of several, the one that came furthest, then the first. */
function fewestDrops(candidates: readonly PreparedImage[], context: Context): Drop[] {
  let fewest: Drop[] = []
  for (const candidate of candidates) {
    const drops = dropsOf(candidate, context)
    const isNearer =
      drops.length < fewest.length ||
      (drops.length === fewest.length && rules.indexOf(drops[0]!.rule) > rules.indexOf(fewest[0]!.rule))
    if (fewest.length === 0 || isNearer) fewest = drops
  }
  return fewest
}

function describeChanges(drops: readonly Drop[], context: Context): string {
  const changes = drops.map(({ candidate, rule, code }) => rule.change(candidate, context, code))
  return changes
    .map((change, index) => (index === 0 ? change : change[0]!.toLowerCase() + change.slice(1)))
    .join('; then ')
}
