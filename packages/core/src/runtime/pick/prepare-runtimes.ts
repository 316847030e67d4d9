import type { RuntimeMetadata, RuntimeStatus } from '@ingot/contract'
import { compareVersions, versionKey } from '../../version/compare.ts'
import { parseVersion, type Version } from '../../version/version.ts'
import { compareFullVersions } from './full-version.ts'
import { compareKernels, compareTexts, parseKernel, type Kernel } from './kernel.ts'

/** What must be known of a runtime for it to be picked. */
export interface PickableRuntime {
  readonly id: string
  readonly identifier: string
  readonly metadata: Pick<
    RuntimeMetadata,
    'editor' | 'kernel' | 'edition' | 'shortVersion' | 'maintenanceVersion' | 'fullVersion'
  >
  readonly status: RuntimeStatus
  /** Why it has its status, and what to use instead: for the sentences of answers. */
  readonly reason?: string | undefined
  readonly replacement?: string | undefined
}

/** A runtime in its place among the others. */
export interface PreparedRuntime {
  readonly runtime: PickableRuntime
  readonly kernel: Kernel
  readonly family: Family
}

/** Runtimes that differ in their maintenance version alone, the highest first: only one of them is offered. */
export interface Family {
  readonly group: Group
  /** The short version as the first of its members writes it; equal numbers are one version. */
  readonly shortVersion: string
  /** `undefined` where that is no version. */
  readonly version: Version | undefined
  readonly members: readonly PreparedRuntime[]
}

/** The runtimes of one editor, kernel and edition. */
export interface Group {
  readonly editor: string
  readonly kernel: Kernel
  readonly edition: string
  /** The newest short version first. */
  readonly families: readonly Family[]
  /** By `familyKey` of their short version. */
  readonly byVersion: ReadonlyMap<string, Family>
  /** By full version as written: only of those whose full version does not begin with their short version. */
  readonly byFullVersion: ReadonlyMap<string, PreparedRuntime>
}

/** Runtimes made ready to be picked from. */
export interface RuntimeIndex {
  readonly groups: readonly Group[]
  readonly byTuple: ReadonlyMap<string, Group>
  readonly byEditor: ReadonlyMap<string, readonly Group[]>
  readonly byKernel: ReadonlyMap<string, readonly Group[]>
  readonly byEdition: ReadonlyMap<string, readonly Group[]>
  /** How many runtimes there are. */
  readonly size: number
}

/**
 * Puts runtimes in order, in O(n log n): an index is made once for a list of runtimes and asked many times. The order
 * in which they come does not matter.
 */
export function prepareRuntimes(runtimes: readonly PickableRuntime[]): RuntimeIndex {
  const drafts = groupBy(runtimes, ({ metadata }) => tupleKey(metadata))
  const groups = [...drafts.values()].map(groupOf).toSorted(compareGroups)
  return {
    groups,
    byTuple: new Map(groups.map((group) => [tupleKey({ ...group, kernel: group.kernel.text }), group])),
    byEditor: groupBy(groups, ({ editor }) => editor),
    byKernel: groupBy(groups, ({ kernel }) => kernel.text),
    byEdition: groupBy(groups, ({ edition }) => edition),
    size: runtimes.length,
  }
}

/** A text that runtimes share exactly when editor, kernel and edition are the same. */
export function tupleKey(tuple: { editor: string; kernel: string; edition: string }): string {
  return JSON.stringify([tuple.editor, tuple.kernel, tuple.edition])
}

/** A text that short versions share exactly when they are one number, or the same text where they are no version. */
export function familyKey(shortVersion: string): string {
  const version = parseVersion(shortVersion)
  return version === undefined ? `"${shortVersion}` : versionKey(version)
}

/** The family that a version with a maintenance version belongs to: that of all but its last part. */
export function parentKey(version: string): string | undefined {
  const dot = version.lastIndexOf('.')
  return dot === -1 || parseVersion(version) === undefined ? undefined : familyKey(version.slice(0, dot))
}

/** Orders the members of a family, the highest maintenance version first; of equal ones the higher full version. */
function compareMembers(a: PickableRuntime, b: PickableRuntime): number {
  return (
    b.metadata.maintenanceVersion - a.metadata.maintenanceVersion ||
    compareFullVersions(b.metadata.fullVersion, a.metadata.fullVersion) ||
    compareTexts(a.identifier, b.identifier) ||
    compareTexts(a.id, b.id)
  )
}

/** The total order of runtimes: by editor, kernel and edition, then by short version with the newest first. */
export function comparePrepared(a: PreparedRuntime, b: PreparedRuntime): number {
  return (
    compareGroups(a.family.group, b.family.group) ||
    compareFamilies(b.family, a.family) ||
    compareMembers(a.runtime, b.runtime)
  )
}

/** Orders families by their short versions; what is no version comes before all that are, by its text. */
export function compareFamilies(a: Family, b: Family): number {
  if (a.version !== undefined && b.version !== undefined) return compareVersions(a.version, b.version)
  if (a.version !== undefined || b.version !== undefined) return a.version === undefined ? -1 : 1
  return compareTexts(a.shortVersion, b.shortVersion)
}

/** Orders groups by editor, kernel and edition. */
function compareGroups(a: Group, b: Group): number {
  return (
    compareTexts(a.editor, b.editor) ||
    compareKernels(a.kernel, b.kernel) ||
    compareTexts(a.edition, b.edition)
  )
}

function groupOf(runtimes: readonly PickableRuntime[]): Group {
  const { editor, kernel, edition } = runtimes[0]!.metadata
  const families: Family[] = []
  const byVersion = new Map<string, Family>()
  const byFullVersion = new Map<string, PreparedRuntime>()
  const group: Group = { editor, kernel: parseKernel(kernel), edition, families, byVersion, byFullVersion }
  for (const [key, members] of groupBy(runtimes, ({ metadata }) => familyKey(metadata.shortVersion))) {
    const family = familyOf(group, members)
    families.push(family)
    byVersion.set(key, family)
  }
  families.sort((a, b) => compareFamilies(b, a))
  for (const { members } of families) noteOddVersions(members, byFullVersion)
  return group
}

function noteOddVersions(
  members: readonly PreparedRuntime[],
  byFullVersion: Map<string, PreparedRuntime>,
): void {
  for (const member of members) {
    const { fullVersion, shortVersion } = member.runtime.metadata
    if (fullVersion === undefined || byFullVersion.has(fullVersion)) continue
    const parent = parentKey(fullVersion)
    if (parent !== familyKey(shortVersion)) byFullVersion.set(fullVersion, member)
  }
}

function familyOf(group: Group, runtimes: readonly PickableRuntime[]): Family {
  const sorted = runtimes.toSorted(compareMembers)
  const members: PreparedRuntime[] = []
  const { shortVersion } = sorted[0]!.metadata
  const family: Family = { group, shortVersion, version: parseVersion(shortVersion), members }
  for (const runtime of sorted) members.push({ runtime, kernel: group.kernel, family })
  return family
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** All runtimes of an index in their total order: by editor, kernel and edition, the newest version first. */
export function* runtimesInOrder({ groups }: RuntimeIndex): Iterable<PickableRuntime> {
  for (const { families } of groups) {
    for (const { members } of families) for (const { runtime } of members) yield runtime
  }
}
