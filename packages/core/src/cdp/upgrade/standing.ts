import type { UpgradeCandidate } from './candidate.ts'
import type { Listing } from '../selection/listing.ts'
import { drop, type Drop } from './drop.ts'
import { isCurrentImage } from './filters/current-image-filter.ts'
import { lifecycleDrop } from './lifecycle-drop.ts'
import type { UpgradeContext } from './upgrade-context.ts'

/** Why an image does not stand for an upgrade before any filter is asked, and whether filter 0 says so. */
export interface Standing {
  readonly drop: Drop
  readonly filter?: number
}

/** Why an image is not the one that was asked for, is not to be started any more, or is known by its id alone. */
function commonStanding(
  { image, hasStages, lacksSource }: UpgradeCandidate,
  context: UpgradeContext,
): Standing | undefined {
  const { target, at } = context
  const isTarget = target !== undefined && image.id.toLowerCase() === target.toLowerCase()
  if (target !== undefined && !isTarget) {
    return { drop: drop('NOT_ASKED_FOR', () => `Only ${target} was asked for`), filter: 0 }
  }
  const ended = hasStages ? lifecycleDrop(image, isTarget, at) : undefined
  if (ended !== undefined) return { drop: ended, filter: 0 }
  if (!lacksSource) return undefined
  const source = image.derived?.source
  const message = `Its source ${source?.id} of catalog "${source?.catalog}" is gone, so what is on it is not known`
  return { drop: drop('SOURCE_MISSING', () => message), filter: 0 }
}

/**
 * Why an image of the runtime type does not stand for an upgrade. All of a custom catalog do; of a default catalog its
 * defaults, the present image, and any that is asked for (Cloudbreak, ImageCatalogService).
 */
export function runtimeStanding(
  candidate: UpgradeCandidate,
  context: UpgradeContext,
  listing: Listing,
): Standing | undefined {
  const common = commonStanding(candidate, context)
  if (common !== undefined || listing.by === 'all') return common
  const { image, entry } = candidate
  if (image.cloudbreak?.list === 'base-images') {
    return { drop: drop('BASE_IMAGE', () => 'It is a base image, without a runtime to upgrade to') }
  }
  if (context.target !== undefined || isCurrentImage(image, context.consumer)) return undefined
  const isDefault = listing.by === 'versions' ? listing.defaults.has(image.id) : entry.advertised === true
  if (isDefault) return undefined
  const message = 'It is no default of its catalog; ask for it by its id to have it judged'
  return { drop: drop('NOT_A_DEFAULT', () => message) }
}

/** The same of FreeIPA images: of a default catalog those that it lists (FreeIPA, FreeIpaImageProvider). */
export function freeipaStanding(
  candidate: UpgradeCandidate,
  context: UpgradeContext,
  listing: Listing,
): Standing | undefined {
  const common = commonStanding(candidate, context)
  if (common !== undefined || listing.by === 'all' || context.target !== undefined) return common
  const { image, entry } = candidate
  const isListed = listing.by === 'versions' ? listing.images.has(image.id) : entry.advertised === true
  if (isListed || isCurrentImage(image, context.consumer)) return undefined
  const message = 'Its catalog does not list it for use; ask for it by its id to have it judged'
  return { drop: drop('NOT_LISTED', () => message) }
}
