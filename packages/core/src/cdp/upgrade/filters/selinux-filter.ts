import { drop } from '../drop.ts'
import { compareReleaseVersions, readVersion } from '../release.ts'
import { enforcesSelinux, supportsSelinux } from '../selinux.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

const firstRuntime = '7.2.18'

/** Filter 11 keeps images that can enforce SELinux, where the consumer does (Cloudbreak, SeLinuxUpgradeImageFilter). */
export const selinuxFilter: UpgradeFilter = {
  number: 11,
  drop({ entry }, { consumer }) {
    if (!enforcesSelinux(consumer)) return undefined
    if (!supportsSelinux(entry)) {
      return drop('SELINUX_UNSUPPORTED', () => 'Its tag selinux-supported denies what the consumer enforces')
    }
    const text = entry.stack?.version
    const version = text === undefined ? undefined : readVersion(text)
    if (version === undefined || compareReleaseVersions(version, readVersion(firstRuntime)!) >= 0)
      return undefined
    return drop(
      'SELINUX_UNSUPPORTED',
      () => `It has runtime ${text}; the consumer enforces SELinux, which needs ${firstRuntime} or later`,
    )
  },
  reason(context) {
    return context.target === undefined
      ? 'SeLinux validation filtered out some of the potential images.'
      : reasonOfTarget(context, `SeLinux validation filtered out the target image '${context.target}'.`)
  },
}
