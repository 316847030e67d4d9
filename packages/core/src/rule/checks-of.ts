import type { Check } from '@ingot/contract'
import type { CandidateRule } from './candidate-rule.ts'

/** The verdicts of `rules` on a candidate, up to the first that drops it. */
export function checksOf<Candidate, Context, Code extends string>(
  candidate: Candidate,
  context: Context,
  rules: readonly CandidateRule<Candidate, Context, Code>[],
): Check[] {
  const checks: Check[] = []
  for (const rule of rules) {
    const code = rule.drop(candidate, context)
    const { message, evidence } = rule.explain(candidate, context, code)
    checks.push({
      rule: rule.name,
      verdict: code === undefined ? 'keep' : 'drop',
      code: code ?? 'KEPT',
      message,
      evidence,
    })
    if (code !== undefined) break
  }
  return checks
}
