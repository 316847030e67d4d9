import { compareReleaseVersions, readVersion, type Release } from './release.ts'
import { blockedPaths, type BlockedPath, type ReleasePattern } from './upgrade-paths.ts'

/** The restriction that an upgrade runs into, if any (Cloudbreak, UpgradePathRestrictionService). */
export function blockedPath(current: Release, target: Release): BlockedPath | undefined {
  return blockedPaths.find(({ from, to }) => matches(from, current) && matches(to, target))
}

/** Whether a release fits a pattern; one without a patch counts as patch 0. */
function matches(pattern: ReleasePattern, release: Release): boolean {
  if (pattern === 'any') return true
  const limit = readVersion('before' in pattern ? pattern.before : pattern.version)
  if (limit === undefined || release.version === undefined) return false
  const order = compareReleaseVersions(release.version, limit)
  if ('before' in pattern) return order < 0
  const { first = 0, last = Infinity } = pattern
  const patch = release.patch ?? 0
  return order === 0 && patch >= first && patch <= last
}
