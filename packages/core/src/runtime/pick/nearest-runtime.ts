import type { RuntimePick } from '@ingot/contract'
import { ASSUMED_EDITION, valueOf } from './decide-pick.ts'
import { describeRuntime } from './describe-runtime.ts'
import { tupleFields, wantedIn, type PickGoal } from './pick-goal.ts'
import { comparePrepared, type Group, type PreparedRuntime, type RuntimeIndex } from './prepare-runtimes.ts'
import type { PickContext } from './rule.ts'
import { pickDrops, tailRules } from './rules.ts'
import { compareTuples, compareVersionStandIns } from './substitute.ts'

interface Near {
  readonly candidate: PreparedRuntime
  readonly drops: number
}

/** Of all runtimes the one that came nearest to being the answer, and all that would have to change for it to be. */
export function nearestRuntime(index: RuntimeIndex, context: PickContext): RuntimePick['nearest'] {
  const near = findNearest(index, context)
  if (near === undefined) return undefined
  const { candidate } = near
  const drops = pickDrops(candidate, context)
  const [first] = drops
  if (first === undefined) return undefined
  const { message } = first.rule.explain(candidate, context, first.code)
  const changes = drops.map(({ rule, code }) => rule.change(candidate, context, code))
  return {
    id: candidate.runtime.id,
    message: `${describeRuntime(candidate.runtime)}: ${message[0]!.toLowerCase()}${message.slice(1)}`,
    change: changes
      .map((change, place) => (place === 0 ? change : change[0]!.toLowerCase() + change.slice(1)))
      .join('; then '),
  }
}

/**
 * The runtime that the fewest rules drop; of several the one that came through the most rules, then the one that would
 * stand in best. Groups that have less of what is wanted than a runtime that is found already are not looked into.
 */
function findNearest(index: RuntimeIndex, context: PickContext): Near | undefined {
  let best: Near | undefined
  for (const [misses, groups] of byMisses(index.groups, context)) {
    if (best !== undefined && misses >= best.drops) break
    for (const group of groups) {
      const near = nearestIn(group, misses, context)
      if (best === undefined || compareNear(near, best, context) < 0) best = near
    }
  }
  return best
}

/** Groups by how many fields they have otherwise than wanted, the fewest first. */
function byMisses(groups: readonly Group[], { goal }: PickContext): [number, Group[]][] {
  const sorted = new Map<number, Group[]>(
    Array.from({ length: tupleFields.length + 1 }, (_, misses) => [misses, []]),
  )
  for (const group of groups) {
    const misses = tupleFields.filter((field) => {
      const wanted = wantedIn(goal, field)
      return wanted !== undefined && valueOf(group, field) !== wanted
    }).length
    sorted.get(misses)!.push(group)
  }
  return [...sorted]
}

function nearestIn(group: Group, misses: number, context: PickContext): Near {
  let best: Near | undefined
  for (const family of group.families) {
    for (const candidate of family.members) {
      const drops = misses + tailRules.filter((rule) => rule.drop(candidate, context) !== undefined).length
      const near = { candidate, drops }
      if (best === undefined || compareNear(near, best, context) < 0) best = near
    }
  }
  return best!
}

function compareNear(a: Near, b: Near, { goal }: PickContext): number {
  const [first, second] = [a.candidate, b.candidate]
  return (
    a.drops - b.drops ||
    compareTuples(goal, first.family.group, second.family.group) ||
    compareVersions(goal, first, second) ||
    Number(isAssumable(second)) - Number(isAssumable(first)) ||
    comparePrepared(first, second)
  )
}

function compareVersions({ version }: PickGoal, a: PreparedRuntime, b: PreparedRuntime): number {
  return version === undefined ? 0 : compareVersionStandIns(version, a.family, b.family)
}

function isAssumable({ family }: PreparedRuntime): boolean {
  return family.group.edition === ASSUMED_EDITION
}
