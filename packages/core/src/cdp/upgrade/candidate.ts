import type { Image } from '@ingot/contract'
import { readEntry, type Entry } from '../cloudbreak/read-entry.ts'

/** An image that may be an upgrade, with what its catalog says of it. */
export interface UpgradeCandidate {
  readonly image: Image
  readonly entry: Entry
}

/** Makes an image ready to be judged. */
export function upgradeCandidate(image: Image): UpgradeCandidate {
  return { image, entry: readEntry(image) }
}
