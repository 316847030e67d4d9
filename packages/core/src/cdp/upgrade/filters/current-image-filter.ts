import type { Consumer, Image } from '@ingot/contract'
import { regionReference } from '../../selection/region-reference.ts'
import { drop } from '../drop.ts'
import type { UpgradeFilter } from '../upgrade-filter.ts'

/** Filter 2 leaves out the image that the machines run (Cloudbreak, CurrentImageUpgradeImageFilter). */
export const currentImageFilter: UpgradeFilter = {
  number: 2,
  drop({ image }, { consumer }) {
    if (!isCurrentImage(image, consumer) || newReference(image, consumer) !== undefined) return undefined
    return drop(
      'CURRENT_IMAGE',
      () => 'The consumer is on it, and its machines run the reference that it has now',
    )
  },
  reason() {
    return 'There are no other images available in the catalog.'
  },
}

/** Whether an image is, by its id, the one that a consumer is on. */
export function isCurrentImage(image: Image, consumer: Consumer): boolean {
  return image.id.toLowerCase() === consumer.image.id.toLowerCase()
}

/**
 * The reference that the image a consumer is on has now, where its machines were started from another: whoever hardens
 * an image again keeps its id. `undefined` where there is nothing new, or not known what they were started from.
 */
export function newReference(image: Image, consumer: Consumer): string | undefined {
  const before = consumer.image.reference
  const now = regionReference(image, consumer.provider, consumer.region)?.reference
  return before === undefined || now === before ? undefined : now
}
