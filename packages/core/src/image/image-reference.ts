import type { Image, ImageReference } from '@ingot/contract'

/** What identifies an image in an answer. */
export function imageReference(image: ImageReference | Image): ImageReference {
  return { id: image.id, name: image.name, version: image.version, catalog: image.catalog }
}
