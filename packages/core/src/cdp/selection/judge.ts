import type { SelectionCandidate } from './candidate.ts'
import { byId, inTurn, type CandidateOrder } from './candidate-order.ts'
import { newestOfGroups } from './default-image-ids.ts'
import { nearestRuntimes } from './nearest-runtime.ts'
import type { SelectionDropCode, SelectionRule, Wanted } from './rule.ts'
import { defaultRule } from './rules/default-rule.ts'
import { lifecycleRule } from './rules/lifecycle-rule.ts'

/** A rule that drops a candidate, and why. */
interface SelectionDrop {
  readonly rule: SelectionRule
  readonly code: SelectionDropCode
}

/** A candidate with all that speaks against it, in the order of the rules. */
export interface Judged {
  readonly candidate: SelectionCandidate
  readonly drops: readonly SelectionDrop[]
}

/** What the rules come to. */
export interface Judgement {
  /** In the order in which they were asked. */
  readonly rules: readonly SelectionRule[]
  /** The candidates that every rule keeps, the preferred one first: that is the answer. */
  readonly kept: readonly Judged[]
  /** The others, those first that came nearest. */
  readonly dropped: readonly Judged[]
  readonly order: CandidateOrder
}

/** How candidates are judged and ordered. */
export interface Judging {
  readonly rules: readonly SelectionRule[]
  /** The order of preference, made for the candidates that fit. */
  readonly orderFor: (fitting: readonly SelectionCandidate[]) => CandidateOrder
  /** Where a default of the catalog fits, only defaults are considered. */
  readonly prefersDefaults: boolean
}

/** Asks every rule about every candidate. The order of `candidates` makes no difference. */
export function judge(
  candidates: readonly SelectionCandidate[],
  { rules, orderFor, prefersDefaults }: Judging,
  wanted: Wanted,
): Judgement {
  const judged = candidates.map((candidate) => ({ candidate, drops: dropsOf(candidate, rules, wanted) }))
  const defaults = prefersDefaults ? defaultsAmong(judged, wanted) : new Set<string>()
  const last = prefersDefaults ? ruleOfDefaults(judged, defaults) : undefined
  const all = last === undefined ? judged : judged.map((one) => withLastRule(one, last, wanted))
  const fitting = all.filter(({ drops }) => drops.length === 0)
  const order = inTurn(orderFor(fitting.map(({ candidate }) => candidate)), byId)
  const asked = last === undefined ? rules : [...rules, last]
  return {
    rules: asked,
    kept: fitting.toSorted((a, b) => order(a.candidate, b.candidate)),
    dropped: sortByNearness(
      all.filter(({ drops }) => drops.length > 0),
      asked,
      wanted,
      inTurn((a, b) => Number(defaults.has(b.image.id)) - Number(defaults.has(a.image.id)), order),
    ),
    order,
  }
}

function dropsOf(
  candidate: SelectionCandidate,
  rules: readonly SelectionRule[],
  wanted: Wanted,
): SelectionDrop[] {
  const drops: SelectionDrop[] = []
  for (const rule of rules) {
    const code = rule.drop(candidate, wanted)
    if (code !== undefined) drops.push({ rule, code })
  }
  return drops
}

/** Defaults are the newest of their groups among what may be used at all: not what is disabled, say. */
function defaultsAmong(judged: readonly Judged[], wanted: Wanted): ReadonlySet<string> {
  const marked = judged
    .map(({ candidate }) => candidate)
    .filter((one) => one.isMarkedDefault && lifecycleRule.drop(one, wanted) === undefined)
  return newestOfGroups(marked)
}

function ruleOfDefaults(judged: readonly Judged[], defaults: ReadonlySet<string>): SelectionRule {
  const isDecisive = judged.some(
    ({ candidate, drops }) => drops.length === 0 && defaults.has(candidate.image.id),
  )
  return defaultRule(defaults, isDecisive)
}

/** The last rule chooses between those that fit, so it is asked of no others. */
function withLastRule(one: Judged, rule: SelectionRule, wanted: Wanted): Judged {
  if (one.drops.length > 0) return one
  const code = rule.drop(one.candidate, wanted)
  return code === undefined ? one : { candidate: one.candidate, drops: [{ rule, code }] }
}

/**
 * The fewer rules drop a candidate, the nearer it came; then the later the first of them is asked, the nearer its
 * runtime is to the one that is asked for, and the sooner it would be chosen.
 */
function sortByNearness(
  dropped: readonly Judged[],
  rules: readonly SelectionRule[],
  wanted: Wanted,
  order: CandidateOrder,
): Judged[] {
  const runtimes = new Set(dropped.map(({ candidate }) => candidate.entry.version ?? ''))
  const near = wanted.runtime === undefined ? [] : nearestRuntimes(wanted.runtime, runtimes)
  const distances = new Map(near.map((runtime, index) => [runtime, index]))
  const positions = new Map(rules.map((rule, index) => [rule, index]))
  const position = ({ drops }: Judged) => positions.get(drops[0]!.rule) ?? 0
  const distance = ({ candidate }: Judged) => distances.get(candidate.entry.version ?? '') ?? 0
  return dropped.toSorted(
    (a, b) =>
      a.drops.length - b.drops.length ||
      position(b) - position(a) ||
      distance(a) - distance(b) ||
      order(a.candidate, b.candidate),
  )
}
