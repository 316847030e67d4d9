import { hasProvider } from '../../selection/region-reference.ts'
import { drop } from '../drop.ts'
import { describeProviders } from '../places.ts'
import { reasonOfTarget, type UpgradeFilter } from '../upgrade-filter.ts'

/** Filter 3 keeps images for the provider (Cloudbreak, CloudPlatformBasedUpgradeImageFilter). */
export const providerFilter: UpgradeFilter = {
  number: 3,
  drop({ image }, { provider }) {
    if (hasProvider(image, provider)) return undefined
    return drop('NO_PROVIDER', () => `It is for ${describeProviders(image)}; ${provider} was needed`)
  },
  reason(context) {
    const platform = context.consumer.provider.toUpperCase()
    return context.target === undefined
      ? `There are no eligible images to upgrade for ${platform} cloud platform.`
      : reasonOfTarget(context, `The selected image has no cloud images on ${platform} cloud platform.`)
  },
}
