import { drop } from '../drop.ts'
import { misplacedPackage } from '../package-location.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

/**
 * Filter 9 keeps images that load their packages from the archive (Cloudbreak, EntitlementDrivenPackageLocationFilter)
 * or, unlike there, from below the base URL that they declare.
 */
export const packageLocationFilter: UpgradeFilter = {
  number: 9,
  drop({ image, entry }, context) {
    const fault = misplacedPackage(image, entry, context)
    if (fault === undefined) return undefined
    const hosts = context.archiveOnly ? 'the archive hosts' : 'the archive hosts or below its base URL'
    return drop('PACKAGES_ELSEWHERE', () => `It ${fault}; packages on ${hosts} were needed`)
  },
  reason(context) {
    return context.target === undefined
      ? 'There are no eligible images to upgrade because the location of the packages is not appropriate.'
      : reasonOfTarget(
          context,
          'The selected image contains packages with URLs that do not belong to the archive.cloudera.com domain.',
        )
  },
}
