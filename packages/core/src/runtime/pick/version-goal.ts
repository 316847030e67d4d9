import { parseVersion, type Version } from '../../version/version.ts'
import { compareFullVersions } from './full-version.ts'
import { familyKey, parentKey, type Family, type Group, type PreparedRuntime } from './prepare-runtimes.ts'

/** A version that is asked for. `2024.02.1` may be a short version, or maintenance version 1 of `2024.02`. */
export interface VersionGoal {
  readonly text: string
  /** `undefined` where it is no version, but perhaps the name of one. */
  readonly version: Version | undefined
  /** The family that it is the short version of. */
  readonly key: string
  /** How it reads as a short version with a maintenance version; `undefined` where it cannot be one. */
  readonly maintained: { readonly key: string; readonly pin: Pin } | undefined
}

/** The maintenance version that is asked for, with the full version where a build was named. */
interface Pin {
  readonly maintenanceVersion: number
  readonly fullVersion: string | undefined
}

/**
 * How the version that is asked for reads in one family: as any, as its short version (or as that very spelling of
 * it), or as a maintenance version, below which nothing will do.
 */
export type Reading =
  | { readonly kind: 'any' }
  | { readonly kind: 'short'; readonly spelled: string | undefined }
  | { readonly kind: 'maintenance'; readonly pin: Pin }

/** Which readings count: a version that is the short version of some usable runtime is meant as one. */
export type ReadingKind = Reading['kind']

/** Reads a version that is asked for. Any text is one. */
export function parseVersionGoal(written: string): VersionGoal {
  const text = written.trim()
  const version = parseVersion(text)
  const last = version?.parts.at(-1)
  const parent = parentKey(text)
  const pin = {
    maintenanceVersion: Number(last?.digits),
    fullVersion: last?.suffix === '' ? undefined : text,
  }
  const isMaintained = parent !== undefined && last !== undefined && last.digits !== ''
  return { text, version, key: familyKey(text), maintained: isMaintained ? { key: parent, pin } : undefined }
}

/** The families of a group that a version may mean, with how it reads in each, the likeliest first. */
export function readVersion(group: Group, goal: VersionGoal): [Family, Reading][] {
  const found: [Family, Reading][] = []
  const short = group.byVersion.get(goal.key)
  if (short !== undefined) found.push([short, { kind: 'short', spelled: spelledAs(short, goal) }])
  const maintained = goal.maintained === undefined ? undefined : group.byVersion.get(goal.maintained.key)
  if (maintained !== undefined) found.push([maintained, { kind: 'maintenance', pin: goal.maintained!.pin }])
  const odd = group.byFullVersion.get(goal.text)
  if (odd !== undefined && odd.family !== short && odd.family !== maintained) {
    const { maintenanceVersion, fullVersion } = odd.runtime.metadata
    found.push([odd.family, { kind: 'maintenance', pin: { maintenanceVersion, fullVersion } }])
  }
  return found
}

/** How a version reads in one family: as a reading of one kind, or of any where that is not known. */
export function readingsIn(
  family: Family,
  goal: VersionGoal | undefined,
  kind: ReadingKind | undefined,
): readonly Reading[] {
  if (goal === undefined) return anyVersion
  return readVersion(family.group, goal)
    .filter(([other, reading]) => other === family && (kind === undefined || reading.kind === kind))
    .map(([, reading]) => reading)
}

const anyVersion: readonly Reading[] = [{ kind: 'any' }]

/** How a member of a family compares with what is asked for: below zero it will not do, at zero it is that itself. */
export function compareWithReading({ runtime: { metadata } }: PreparedRuntime, reading: Reading): number {
  if (reading.kind === 'any') return 0
  if (reading.kind === 'short') {
    return reading.spelled === undefined || metadata.shortVersion === reading.spelled ? 0 : -1
  }
  const { maintenanceVersion, fullVersion } = reading.pin
  const order = metadata.maintenanceVersion - maintenanceVersion
  if (order !== 0 || fullVersion === undefined) return order
  return compareFullVersions(metadata.fullVersion, fullVersion)
}

/** Where several spellings of one number are there, only those that are spelled as asked for count. */
function spelledAs(family: Family, { text }: VersionGoal): string | undefined {
  return family.members.some(({ runtime }) => runtime.metadata.shortVersion === text) ? text : undefined
}
