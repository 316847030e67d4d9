import type { Image } from '@ingot/contract'
import { readEntry } from './read-entry.ts'

/**
 * When an image was made, in epoch milliseconds: of a derived image when it was derived, else what its catalog says;
 * `undefined` where that says nothing.
 */
export function createdAt(image: Pick<Image, 'cloudbreak' | 'derived'>): number | undefined {
  if (image.derived !== undefined) {
    const derived = Date.parse(image.derived.created)
    return Number.isNaN(derived) ? undefined : derived
  }
  const { created } = readEntry(image)
  return created === undefined ? undefined : created * 1000
}
