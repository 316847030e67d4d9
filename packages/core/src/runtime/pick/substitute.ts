import type { Substitution } from '@ingot/contract'
import { compareVersions } from '../../version/compare.ts'
import { ASSUMED_EDITION, offeredOf, valueOf, type AllowedIds, type Fit } from './decide-pick.ts'
import { compareStandIns, compareTexts, isSameLanguage } from './kernel.ts'
import { tupleFields, wantedIn, type PickGoal } from './pick-goal.ts'
import {
  compareFamilies,
  type Family,
  type Group,
  type PreparedRuntime,
  type RuntimeIndex,
} from './prepare-runtimes.ts'
import {
  compareWithReading,
  parseVersionGoal,
  readingsIn,
  readVersion,
  type VersionGoal,
} from './version-goal.ts'

/** The editors of the vendor, the one that its current projects name first: these stand in before all others. */
const editorOrder = ['PBJ Workbench', 'JupyterLab', 'Workbench']

/** One way to answer a goal otherwise. */
interface StandIn {
  readonly group: Group
  /** What is offered instead of the version; `undefined` where the version is open, or had as it was asked for. */
  readonly offered: PreparedRuntime | undefined
}

/**
 * The goal that is nearest to one that nothing fits, and that something does; `undefined` where there is none. The
 * editor is given up last, before it the edition, before that the kernel (never for another language: the next higher
 * number first, then the next lower), first of all the version (the same short version with a lower maintenance
 * version, then the next higher, then the next lower). What stands in for an edition is `Standard`, for an editor one
 * of the vendor's; after these by name.
 */
export function substituteGoal(
  index: RuntimeIndex,
  goal: PickGoal,
  allowed: AllowedIds,
): PickGoal | undefined {
  let best: StandIn | undefined
  for (const group of index.groups) {
    if (goal.kernel !== undefined && !isSameLanguage(goal.kernel, group.kernel)) continue
    if (best !== undefined && compareTuples(goal, group, best.group) > 0) continue
    const standIn = standInOf(group, goal, allowed)
    if (standIn !== undefined && (best === undefined || compareStandInsFor(goal, standIn, best) < 0))
      best = standIn
  }
  return best === undefined ? undefined : goalFor(goal, best)
}

/** What was taken instead of what was asked for, field by field. */
export function substitutionsOf(asked: PickGoal, { group, offered }: Fit): Substitution[] {
  const found: Substitution[] = []
  for (const field of tupleFields) {
    const wanted = wantedIn(asked, field)
    const got = valueOf(group, field)
    if (wanted !== undefined && wanted !== got) found.push({ field, wanted, got })
  }
  const { version } = asked
  if (version !== undefined && !isHad(version, offered)) {
    found.push({ field: 'version', wanted: version.text, got: describeVersion(version, offered) })
  }
  return found
}

/** Orders what could stand in for a version, the best first. */
export function compareVersionStandIns(wanted: VersionGoal, a: Family, b: Family): number {
  if (a === b) return 0
  const order = classOf(wanted, a) - classOf(wanted, b)
  if (order !== 0) return order
  return classOf(wanted, a) === higher ? compareFamilies(a, b) : compareFamilies(b, a)
}

/** Orders groups by how well they stand in for what is looked for, the best first; open fields say nothing. */
export function compareTuples(goal: PickGoal, a: Group, b: Group): number {
  const { editor, kernel, edition } = goal
  return (
    (editor === undefined ? 0 : compareChoices([editor, ...editorOrder], a.editor, b.editor)) ||
    (edition === undefined ? 0 : compareChoices([edition, ASSUMED_EDITION], a.edition, b.edition)) ||
    (kernel === undefined ? 0 : compareStandIns(kernel, a.kernel, b.kernel))
  )
}

const higher = 1

/** 0: the same short version; then higher ones, then lower ones. Of what is no version the newest is taken. */
function classOf(wanted: VersionGoal, family: Family): number {
  if (isSameShort(wanted, family)) return 0
  if (wanted.version === undefined || family.version === undefined) return 2
  return compareVersions(family.version, wanted.version) >= 0 ? higher : 2
}

/** Whether a version asks for another maintenance version of just this short version. */
function isSameShort({ maintained }: VersionGoal, { group, shortVersion }: Family): boolean {
  return maintained !== undefined && group.byVersion.get(maintained.key)?.shortVersion === shortVersion
}

/** Those of `order` in their order, then all others by name. */
function compareChoices(order: readonly string[], a: string, b: string): number {
  const place = (text: string): number => (order.includes(text) ? order.indexOf(text) : order.length)
  return place(a) - place(b) || compareTexts(a, b)
}

function standInOf(group: Group, { version }: PickGoal, allowed: AllowedIds): StandIn | undefined {
  const usable = group.families.flatMap((family) => offeredOf(family, { kind: 'any' }, allowed) ?? [])
  if (usable.length === 0) return undefined
  if (version === undefined || isReadable(group, version, allowed)) return { group, offered: undefined }
  const offered = usable.reduce((best, one) =>
    compareVersionStandIns(version, one.family, best.family) < 0 ? one : best,
  )
  return { group, offered }
}

function isReadable(group: Group, version: VersionGoal, allowed: AllowedIds): boolean {
  return readVersion(group, version).some(
    ([family, reading]) => offeredOf(family, reading, allowed) !== undefined,
  )
}

function compareStandInsFor(goal: PickGoal, a: StandIn, b: StandIn): number {
  const order = compareTuples(goal, a.group, b.group)
  if (order !== 0 || goal.version === undefined) return order
  if (a.offered === undefined || b.offered === undefined) {
    return Number(a.offered !== undefined) - Number(b.offered !== undefined)
  }
  return compareVersionStandIns(goal.version, a.offered.family, b.offered.family)
}

function goalFor(goal: PickGoal, { group, offered }: StandIn): PickGoal {
  return {
    editor: goal.editor === undefined ? undefined : group.editor,
    kernel: goal.kernel === undefined ? undefined : group.kernel,
    edition: goal.edition === undefined ? undefined : group.edition,
    version: offered === undefined ? goal.version : parseVersionGoal(offered.runtime.metadata.shortVersion),
  }
}

/** Whether a runtime is what a version asks for, in whichever way that reads. */
function isHad(version: VersionGoal, offered: PreparedRuntime): boolean {
  return readingsIn(offered.family, version, undefined).some(
    (reading) => compareWithReading(offered, reading) >= 0,
  )
}

/** Of the short version that was asked for only the maintenance version is another, so that is named too. */
function describeVersion(wanted: VersionGoal, { runtime: { metadata }, family }: PreparedRuntime): string {
  const { shortVersion, maintenanceVersion } = metadata
  return isSameShort(wanted, family) ? `${shortVersion}.${maintenanceVersion}` : shortVersion
}
