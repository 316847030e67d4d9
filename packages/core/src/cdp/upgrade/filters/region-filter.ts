import { regionReference } from '../../selection/region-reference.ts'
import { drop } from '../drop.ts'
import { describeRegions } from '../places.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

/** Filter 4 keeps images for the region, or for any (Cloudbreak, ImageRegionUpgradeImageFilter). */
export const regionFilter: UpgradeFilter = {
  number: 4,
  drop({ image }, { consumer: { provider, region } }) {
    if (regionReference(image, provider, region) !== undefined) return undefined
    return drop(
      'NO_REGION',
      () => `It has references for ${describeRegions(image, provider)} of ${provider}; ${region} was needed`,
    )
  },
  reason(context) {
    const { provider, region } = context.consumer
    const platform = provider.toUpperCase()
    if (context.target === undefined) {
      return `There are no eligible images to upgrade for '${platform}' image catalog platform, '${platform}' cloud platform and '${region}' region.`
    }
    const text = `The target image doesn't have a cloud image on ${platform} cloud platform and in ${region} region.`
    return reasonOfTarget(context, text)
  },
}
