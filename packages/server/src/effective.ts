import type { Image } from '@ingot/contract'
import { effectiveImage, type StoredImage } from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { imageKey } from './image-document.ts'

interface Merged {
  readonly source: StoredImage | undefined
  readonly image: StoredImage
}

/** What was merged last for each stored image; it holds as long as its source is the same version. */
const merged = new WeakMap<StoredImage, Merged>()

/** The stored source of a derived image, withdrawn or not; `undefined` where there is none any more. */
export function sourceOf(snapshot: Snapshot, { derived }: Image): StoredImage | undefined {
  if (derived === undefined) return undefined
  const key = imageKey({ ...derived.source, derived })
  return snapshot.get<Image>('image', key)
}

/** What the ledger holds of an image that was looked up with all that it inherits. */
export function ownImage(snapshot: Snapshot, image: StoredImage): StoredImage {
  return snapshot.get<Image>('image', imageKey(image.body)) ?? image
}

/** An image with all that it inherits. One that does not derive from another is itself. */
export function effective(snapshot: Snapshot, stored: StoredImage): StoredImage {
  if (stored.body.derived === undefined) return stored
  const source = sourceOf(snapshot, stored.body)
  const known = merged.get(stored)
  if (known !== undefined && known.source === source) return known.image
  const image = { revision: stored.revision, body: effectiveImage(stored.body, source?.body) }
  merged.set(stored, { source, image })
  return image
}

const plain = new WeakSet<readonly StoredImage[]>()

interface MergedArray {
  /** The snapshot that it was last found to hold for; it is not kept alive by that. */
  snapshot: WeakRef<Snapshot>
  readonly images: readonly StoredImage[]
}

const arrays = new WeakMap<readonly StoredImage[], MergedArray>()

/** The effective images of an array. The same array as long as none of them changes, so that answers can be memoised. */
export function effectiveImages(snapshot: Snapshot, stored: readonly StoredImage[]): readonly StoredImage[] {
  if (plain.has(stored)) return stored
  if (stored.every(({ body }) => body.derived === undefined)) {
    plain.add(stored)
    return stored
  }
  const known = arrays.get(stored)
  if (known?.snapshot.deref() === snapshot) return known.images
  const images = stored.map((one) => effective(snapshot, one))
  if (known?.images.every((one, index) => one === images[index]) === true) {
    known.snapshot = new WeakRef(snapshot)
    return known.images
  }
  arrays.set(stored, { snapshot: new WeakRef(snapshot), images })
  return images
}
