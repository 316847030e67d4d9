import type { ImageView } from '@ingot/contract'
import { stateAt, type StoredImage } from '@ingot/core'

/** An image as the API shows it at a moment. */
export function imageView(image: StoredImage, at: Date): ImageView {
  return { ...image.body, state: stateAt(image.body, at), revision: image.revision }
}
