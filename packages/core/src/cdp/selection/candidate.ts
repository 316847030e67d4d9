import type { Image, ImageReference, ImageType } from '@ingot/contract'
import { imageReference } from '../../image/image-reference.ts'
import { createdAt } from '../cloudbreak/created-at.ts'
import { imageType } from '../cloudbreak/image-facts.ts'
import { readEntry, type Entry } from '../cloudbreak/read-entry.ts'
import { isListed, isMarkedDefault, type Listing } from './listing.ts'

/** An image that may be chosen, with all that rules and orders ask of it. */
export interface SelectionCandidate {
  readonly image: Image
  readonly reference: ImageReference
  /** When each stage of its lifecycle begins, in ms since the epoch. */
  readonly stageTimes: readonly number[]
  readonly entry: Entry
  readonly type: ImageType
  /** In ms since the epoch. */
  readonly created: number | undefined
  /** It may be chosen without being named. */
  readonly isListed: boolean
  readonly isMarkedDefault: boolean
}

/** Makes an image ready to be judged. */
export function candidateOf(image: Image, listing: Listing): SelectionCandidate {
  const entry = readEntry(image)
  return {
    image,
    reference: imageReference(image),
    stageTimes: image.stages.map(({ from }) => Date.parse(from)),
    entry,
    type: imageType(image),
    created: createdAt(image),
    isListed: isListed(listing, image.id, entry),
    isMarkedDefault: isMarkedDefault(listing, image.id, entry),
  }
}
