import { compareTexts, compareKernels } from './kernel.ts'
import { tupleFields, wantedIn, type PickGoal, type TupleField } from './pick-goal.ts'
import {
  tupleKey,
  type Family,
  type Group,
  type PreparedRuntime,
  type RuntimeIndex,
} from './prepare-runtimes.ts'
import { compareWithReading, readVersion, type Reading, type ReadingKind } from './version-goal.ts'

/** The runtimes that may be picked, by id; `undefined` for all. */
export type AllowedIds = ReadonlySet<string> | undefined

/** The edition that is meant where a request says none and several fit: what the vendor's own runtimes come in. */
export const ASSUMED_EDITION = 'Standard'

/** The runtime that a group offers for what is looked for. */
export interface Fit {
  readonly group: Group
  readonly offered: PreparedRuntime
  readonly reading: Reading
}

/** A field that a request leaves open although several of its values fit. */
export interface OpenField {
  readonly field: TupleField
  readonly values: readonly string[]
}

/** What looking comes to, before it is put into words. */
export interface Decision {
  /** What was looked for; its edition is set where it was assumed. */
  readonly goal: PickGoal
  readonly isEditionAssumed: boolean
  /** How the version was read; `undefined` where nothing fits, so that nothing says how it is meant. */
  readonly kind: ReadingKind | undefined
  readonly chosen: Fit | undefined
  /** Where nothing is chosen although `fits` fit: what would have to be said. */
  readonly open: readonly OpenField[]
  /** What fits, one for each group. */
  readonly fits: readonly Fit[]
}

/** Looks for the runtime of a goal. Takes one only where nothing is left to chance. */
export function decidePick(index: RuntimeIndex, goal: PickGoal, allowed: AllowedIds): Decision {
  const found = matchingGroups(index, goal).flatMap((group) => fitsIn(group, goal, allowed))
  const kind = kindOf(found)
  const fits = found.filter(({ reading }) => reading.kind === kind)
  const open = openFields(fits, goal)
  if (open.length > 0) return { goal, isEditionAssumed: false, kind, chosen: undefined, open, fits }
  const isEditionAssumed = fits.length > 1
  const chosen = isEditionAssumed ? fits.find(({ group }) => group.edition === ASSUMED_EDITION) : fits[0]
  const settled = isEditionAssumed ? { ...goal, edition: ASSUMED_EDITION } : goal
  return { goal: settled, isEditionAssumed, kind, chosen, open, fits }
}

/** Whether a runtime may be picked at all. */
export function isUsable({ runtime }: PreparedRuntime, allowed: AllowedIds): boolean {
  return runtime.status !== 'DISABLED' && (allowed === undefined || allowed.has(runtime.id))
}

/** The highest usable maintenance version of a family; `undefined` where that is not what is asked for. */
export function offeredOf(
  family: Family,
  reading: Reading,
  allowed: AllowedIds,
): PreparedRuntime | undefined {
  const isSpelled = (member: PreparedRuntime): boolean =>
    reading.kind !== 'short' || compareWithReading(member, reading) === 0
  const highest = family.members.find((member) => isSpelled(member) && isUsable(member, allowed))
  return highest !== undefined && compareWithReading(highest, reading) >= 0 ? highest : undefined
}

/** The groups that have what is looked for in each field that is not open. */
function matchingGroups(index: RuntimeIndex, goal: PickGoal): readonly Group[] {
  const { editor, kernel, edition } = goal
  if (editor !== undefined && kernel !== undefined && edition !== undefined) {
    const group = index.byTuple.get(tupleKey({ editor, kernel: kernel.text, edition }))
    return group === undefined ? [] : [group]
  }
  return smallestList(index, goal).filter((group) =>
    tupleFields.every((field) => {
      const wanted = wantedIn(goal, field)
      return wanted === undefined || valueOf(group, field) === wanted
    }),
  )
}

/** What a group has in one field. */
export function valueOf(group: Group, field: TupleField): string {
  return field === 'kernel' ? group.kernel.text : group[field]
}

function smallestList(index: RuntimeIndex, { editor, kernel, edition }: PickGoal): readonly Group[] {
  const lists = [
    editor === undefined ? index.groups : (index.byEditor.get(editor) ?? []),
    kernel === undefined ? index.groups : (index.byKernel.get(kernel.text) ?? []),
    edition === undefined ? index.groups : (index.byEdition.get(edition) ?? []),
  ]
  return lists.reduce((least, list) => (list.length < least.length ? list : least))
}

/** What a group offers: of each reading of the version at most one; of no version the newest. */
function fitsIn(group: Group, { version }: PickGoal, allowed: AllowedIds): Fit[] {
  if (version === undefined) return newestIn(group, allowed)
  const fits: Fit[] = []
  for (const [family, reading] of readVersion(group, version)) {
    const offered = offeredOf(family, reading, allowed)
    if (offered === undefined || fits.some((fit) => fit.reading.kind === reading.kind)) continue
    fits.push({ group, offered, reading })
  }
  return fits
}

function newestIn(group: Group, allowed: AllowedIds): Fit[] {
  const reading: Reading = { kind: 'any' }
  for (const family of group.families) {
    const offered = offeredOf(family, reading, allowed)
    if (offered !== undefined) return [{ group, offered, reading }]
  }
  return []
}

/** A version that is the short version of a usable runtime is meant as one. */
function kindOf(found: readonly Fit[]): ReadingKind | undefined {
  return (found.find(({ reading }) => reading.kind === 'short') ?? found[0])?.reading.kind
}

/** An edition that is not said is open only where none of those that fit is the one that is assumed. */
function openFields(fits: readonly Fit[], goal: PickGoal): OpenField[] {
  if (fits.length < 2) return []
  return tupleFields
    .filter((field) => wantedIn(goal, field) === undefined)
    .map((field) => ({ field, values: distinctValues(fits, field) }))
    .filter(({ field, values }) => values.length > 1 && !isAssumable(field, values))
}

function isAssumable(field: TupleField, values: readonly string[]): boolean {
  return field === 'edition' && values.includes(ASSUMED_EDITION)
}

function distinctValues(fits: readonly Fit[], field: TupleField): string[] {
  const groups = new Map(fits.map(({ group }) => [valueOf(group, field), group]))
  return [...groups.values()]
    .toSorted((a, b) =>
      field === 'kernel' ? compareKernels(a.kernel, b.kernel) : compareTexts(a[field], b[field]),
    )
    .map((group) => valueOf(group, field))
}
