import { describeList } from '../../resolve/describe.ts'
import { suggest } from '../../resolve/suggest.ts'
import { compareVersionTexts } from '../../version/compare.ts'
import { quoted } from '../rules/quoted.ts'
import { isUsable, valueOf, type AllowedIds, type Decision, type OpenField } from './decide-pick.ts'
import { describeGoal } from './describe-runtime.ts'
import { tupleFields, wantedIn, type TupleField } from './pick-goal.ts'
import type { Group, PreparedRuntime, RuntimeIndex } from './prepare-runtimes.ts'
import type { PickContext } from './rule.ts'
import { versionRule } from './rules/version-rule.ts'
import { describeStatus } from './rules/status-rule.ts'

/** Why nothing is picked: what was looked for, and what there is. */
export function describeRefusal(index: RuntimeIndex, decision: Decision, context: PickContext): string {
  const looked = describeGoal(context.asked)
  if (decision.open.length > 0) {
    const open = decision.open.map(describeOpen).join('; ')
    const isSubstituted = describeGoal(context.goal) !== looked
    const several = isSubstituted
      ? 'Nothing fits %, and several runtimes could stand in'
      : 'Several runtimes fit %'
    return `${several.replace('%', () => looked)}; say which is meant: ${open}`
  }
  if (index.size === 0) return `No runtime fits ${looked}: there are none at all`
  return `No runtime fits ${looked}: ${describeLack(index, context)}`
}

function describeOpen({ field, values }: OpenField): string {
  return `name the ${field}, which may be ${describeList(values.map(quoted), 'or')}`
}

/** The first thing that no runtime has, among those that have all before it. */
function describeLack(index: RuntimeIndex, context: PickContext): string {
  let groups = index.groups
  for (const field of tupleFields) {
    const wanted = wantedIn(context.goal, field)
    if (wanted === undefined) continue
    const left = groups.filter((group) => valueOf(group, field) === wanted)
    if (left.length === 0) return describeMissing(field, wanted, groups, context)
    groups = left
  }
  const left = membersOf(groups)
  const fitting = left.filter((candidate) => versionRule.drop(candidate, context) === undefined)
  if (fitting.length === 0) return `such runtimes have only ${describeVersions(left, context)}`
  return describeUnusable(fitting, context)
}

function describeMissing(
  field: TupleField,
  wanted: string,
  before: readonly Group[],
  { allowed }: PickContext,
): string {
  const usable = before.filter((group) => hasUsable(group, allowed))
  const there = usable.length === 0 ? before : usable
  const values = [...new Set(there.map((group) => valueOf(group, field)))]
  return `none has the ${field} ${quoted(wanted)}${describeHint(field, wanted, values)}; there are ${describeList(values.map(quoted), 'and')}`
}

/** Of kernels only the same in other letters is meant: `Python 3.8` is no misspelt `Python 3.9`. */
function describeHint(field: TupleField, wanted: string, values: readonly string[]): string {
  const alike = values.find((value) => value.toLowerCase() === wanted.trim().toLowerCase())
  if (alike !== undefined) return ` (${field}s are compared letter by letter; did you mean ${quoted(alike)}?)`
  const [near] = field === 'kernel' ? [] : suggest(wanted, values)
  return near === undefined ? '' : ` (did you mean ${quoted(near)}?)`
}

function describeVersions(left: readonly PreparedRuntime[], context: PickContext): string {
  const versions = usableFirst(left, context).map(({ runtime: { metadata } }) => {
    return `${metadata.shortVersion}.${metadata.maintenanceVersion}`
  })
  const distinct = [...new Set(versions)].toSorted((a, b) => compareVersionTexts(b, a))
  return `the ${distinct.length === 1 ? 'version' : 'versions'} ${describeList(distinct, 'and')}`
}

function describeUnusable(fitting: readonly PreparedRuntime[], { allowed }: PickContext): string {
  const first = fitting.find(({ runtime }) => allowed === undefined || allowed.has(runtime.id))
  if (first === undefined) {
    const more = fitting.length === 1 ? '' : ` and ${fitting.length - 1} more`
    return `${fitting[0]!.runtime.identifier}${more} would, but the project may not start from ${more === '' ? 'it' : 'them'}`
  }
  return `${describeStatus(first.runtime, first.runtime.identifier)}, though it fits`
}

function hasUsable({ families }: Group, allowed: AllowedIds): boolean {
  return families.some(({ members }) => members.some((member) => isUsable(member, allowed)))
}

/** Those that may be picked; where there are none, all. */
function usableFirst(
  candidates: readonly PreparedRuntime[],
  { allowed }: PickContext,
): readonly PreparedRuntime[] {
  const usable = candidates.filter((candidate) => isUsable(candidate, allowed))
  return usable.length === 0 ? candidates : usable
}

function membersOf(groups: readonly Group[]): PreparedRuntime[] {
  return groups.flatMap(({ families }) => families.flatMap(({ members }) => members))
}
