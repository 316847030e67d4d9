import { chooseArtifact, tied } from './choose-artifact.ts'
import type { PreparedArtifact, PreparedImage } from './prepare.ts'
import type { Context, DropCode, Rule } from './rule.ts'
import { eligibilityRules, rules } from './rules.ts'

/** What the rules come to, before it is put into words. */
export interface Decision {
  /**
   * `resolved`; or refused because the artifacts of `chosen` are tied, because preferred candidates have no artifact
   * and the request is strict, or because no candidate is left.
   */
  readonly outcome: 'resolved' | 'tied' | 'strict' | 'none'
  readonly chosen: PreparedImage | undefined
  readonly artifact: PreparedArtifact | undefined
  /** Candidates before `chosen` that lack nothing but an artifact here. */
  readonly skipped: readonly PreparedImage[]
}

/** Takes the first candidate that every rule keeps. `candidates` are in order of preference. */
export function decide(candidates: readonly PreparedImage[], context: Context, isStrict: boolean): Decision {
  const skipped: PreparedImage[] = []
  for (const chosen of candidates) {
    if (!isEligible(chosen, context)) continue
    const choice = chooseArtifact(chosen, context.place, context.architecture)
    if (choice === undefined) {
      skipped.push(chosen)
      continue
    }
    if (choice === tied) return { outcome: 'tied', chosen, artifact: undefined, skipped }
    const outcome = isStrict && skipped.length > 0 ? 'strict' : 'resolved'
    return { outcome, chosen, artifact: choice, skipped }
  }
  return { outcome: 'none', chosen: undefined, artifact: undefined, skipped }
}

/** A rule that drops a candidate, and why. */
export interface Drop {
  readonly candidate: PreparedImage
  readonly rule: Rule
  readonly code: DropCode
}

/** The first drop of a candidate by any rule; `undefined` when all keep it. */
export function dropOf(candidate: PreparedImage, context: Context): Drop | undefined {
  for (const rule of rules) {
    const code = rule.drop(candidate, context)
    if (code !== undefined) return { candidate, rule, code }
  }
  return undefined
}

/** Every drop of a candidate, by whichever rules, in their order. */
export function dropsOf(candidate: PreparedImage, context: Context): Drop[] {
  return rules.flatMap((rule) => {
    const code = rule.drop(candidate, context)
    return code === undefined ? [] : [{ candidate, rule, code }]
  })
}

/** Of the candidates that are dropped, the first among those that came through the most rules. */
export function furthestDrop(candidates: readonly PreparedImage[], context: Context): Drop | undefined {
  let furthest: Drop | undefined
  for (const candidate of candidates) {
    const drop = dropOf(candidate, context)
    if (drop === undefined) continue
    if (furthest === undefined || rules.indexOf(drop.rule) > rules.indexOf(furthest.rule)) furthest = drop
  }
  return furthest
}

function isEligible(candidate: PreparedImage, context: Context): boolean {
  for (const rule of eligibilityRules) {
    if (rule.drop(candidate, context) !== undefined) return false
  }
  return true
}
