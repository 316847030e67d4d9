import { drop } from '../drop.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

/** Filter 5 keeps images with Cloudera Manager (Cloudbreak, NonCmUpgradeImageFilter). */
export const clouderaManagerFilter: UpgradeFilter = {
  number: 5,
  drop({ entry }) {
    return (entry.packageVersions['cm'] ?? '') === ''
      ? drop('NO_CLOUDERA_MANAGER', () => 'Its package versions name no "cm": Cloudera Manager was needed')
      : undefined
  },
  reason(context) {
    return context.target === undefined
      ? 'There are no eligible images to upgrade available with Cloudera Manager packages.'
      : reasonOfTarget(context, "The target image doesn't have Cloudera Manager package installed.")
  },
}

/** The version of Cloudera Manager that stands for none: builds for trials have it. */
const ignored = '7.x.0'

/** Filter 6 leaves out builds for trials (Cloudbreak, IgnoredCmVersionUpgradeImageFilter). */
export const ignoredManagerFilter: UpgradeFilter = {
  number: 6,
  drop({ entry }) {
    const version = entry.packageVersions['cm'] ?? ''
    if (!version.includes(ignored)) return undefined
    return drop(
      'CLOUDERA_MANAGER_IGNORED',
      () => `It has Cloudera Manager ${version}; one with a released version was needed`,
    )
  },
  reason(context) {
    return context.target === undefined
      ? 'There are no eligible images with supported Cloudera Manager or CDP version.'
      : reasonOfTarget(context, `Cloudera Manager version on the target image contains '${ignored}'.`)
  },
}
