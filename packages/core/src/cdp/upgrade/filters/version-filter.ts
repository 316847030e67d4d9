import { drop } from '../drop.ts'
import { lockedDifferences } from '../locked-components.ts'
import type { UpgradeContext } from '../upgrade-context.ts'
import { reasonOfTarget, type Dropped, type UpgradeFilter } from '../upgrade-filter.ts'
import { managerDrop, stackDrop } from '../version-permission.ts'

/**
 * Filter 7 keeps images that no step back leads to, or, where components are locked, those that change none of them
 * (Cloudbreak, CmAndStackVersionUpgradeImageFilter).
 */
export const versionFilter: UpgradeFilter = {
  number: 7,
  drop(candidate, context) {
    if (!context.lockComponents) return managerDrop(candidate, context) ?? stackDrop(candidate, context)
    const differences = lockedDifferences(candidate.entry, context)
    if (differences.length === 0) return undefined
    return drop('COMPONENTS_DIFFER', () => `Components are locked, and it has ${differences.join(', ')}`)
  },
  reason(context, last) {
    if (context.target !== undefined) return reasonOfTarget(context, targetReason(context, last))
    if (!context.lockComponents) return 'This service is using the latest available version.'
    return `There is at least one activated parcel for which we cannot find image with matching version. Activated parcel(s): ${describeParcels(context)}`
  },
}

function targetReason({ entry: current }: UpgradeContext, { candidate, drop: { code } }: Dropped): string {
  if (code === 'COMPONENTS_DIFFER') {
    return "One of the following versions doesn't match between the images: activated parcel versions, cloudera manager version, runtime version."
  }
  const isManager = code === 'CLOUDERA_MANAGER_OLDER'
  // The words are those of Cloudbreak, which names Cloudera Manager where it means the stack, too.
  const [version, build] = isManager
    ? (['cm', 'cm-build-number'] as const)
    : (['stack', 'cdh-build-number'] as const)
  const of = ({ packageVersions }: typeof current) =>
    `${packageVersions[version] ?? 'null'} gbn: ${packageVersions[build] ?? 'null'}`
  return `Can't upgrade Cloudera Manager from ${of(current)} to ${of(candidate.entry)}.`
}

function describeParcels({ parcels }: UpgradeContext): string {
  return `{${[...parcels].map(([name, version]) => `${name}=${version}`).join(', ')}}`
}
