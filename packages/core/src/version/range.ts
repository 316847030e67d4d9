import { compareParts, sameVersion } from './compare.ts'
import {
  isWildcardPart,
  parsePart,
  parseVersion,
  partFault,
  versionFault,
  versionLimit,
  type Version,
  type VersionPart,
} from './version.ts'

/** Which versions are wanted: any, one that is spelled out, or all that begin with certain parts and go on. */
export type VersionRange =
  | { readonly kind: 'any' }
  | { readonly kind: 'literal'; readonly version: Version }
  | { readonly kind: 'prefix'; readonly text: string; readonly parts: readonly VersionPart[] }

const any: VersionRange = { kind: 'any' }

/**
 * Why `text` is no range of versions, as a sentence; `undefined` when it is one: a literal `1.2`, a wildcard `1.x`
 * (also `1.X`, `1.*`; it may stand at the end only), `x`, `*`, `latest` or nothing for any.
 */
export function rangeFault(text: string): string | undefined {
  const trimmed = text.trim()
  if (meansAny(trimmed)) return undefined
  if (trimmed.length > versionLimit) return versionFault(trimmed)
  const parts = trimmed.split('.')
  const leading = parts.slice(0, -1)
  if (leading.some(isWildcardPart)) {
    return `A wildcard may stand only at the end of a version, but "${trimmed}" has one before it`
  }
  if (!isWildcardPart(parts.at(-1)!)) return versionFault(trimmed)
  const fault = leading.map(partFault).find((found) => found !== undefined)
  return fault === undefined ? undefined : `${fault} in version "${trimmed}"`
}

/** The range that `text` spells, or `undefined` when it is none (`rangeFault` says why). */
export function parseVersionRange(text: string): VersionRange | undefined {
  const trimmed = text.trim()
  if (meansAny(trimmed)) return any
  const version = parseVersion(trimmed)
  if (version !== undefined) return { kind: 'literal', version }
  if (rangeFault(trimmed) !== undefined) return undefined
  return { kind: 'prefix', text: trimmed, parts: trimmed.split('.').slice(0, -1).map(parsePart) }
}

/**
 * Whether a version lies in a range. A literal matches by number (`1.2` also `1.02`, never `1.2.0`); where several
 * versions are to choose from, `selectVersions` prefers the one spelled alike.
 */
export function matchesRange(range: VersionRange, version: Version): boolean {
  if (range.kind === 'any') return true
  if (range.kind === 'literal') return sameVersion(range.version, version)
  return (
    version.parts.length > range.parts.length &&
    range.parts.every((part, index) => compareParts(part, version.parts[index]!) === 0)
  )
}

/** Those of `versions` that a range selects, in their order: for a literal the ones spelled alike, if there are any. */
export function selectVersions(range: VersionRange, versions: readonly Version[]): Version[] {
  const matching = versions.filter((version) => matchesRange(range, version))
  if (range.kind !== 'literal') return matching
  const exact = matching.filter((version) => version.text === range.version.text)
  return exact.length > 0 ? exact : matching
}

function meansAny(trimmed: string): boolean {
  return trimmed === '' || isWildcardPart(trimmed) || trimmed.toLowerCase() === 'latest'
}
