import type { Image, LineageEntry } from '@ingot/contract'
import { stateAt } from '../../image/lifecycle.ts'
import { createdAt } from '../cloudbreak/created-at.ts'
import { imageFacts } from '../cloudbreak/image-facts.ts'
import { isSameId } from './derivation-target.ts'

/**
 * What an image derives from and what derives from it, as a tree: first the root, which is the source where it is
 * known, then the image, then those of `derived` that inherit, the oldest first, each with the place of its source in
 * the list. Images are effective ones.
 */
export function lineageOf(
  image: Image,
  source: Image | undefined,
  derived: readonly Image[],
  at: Date,
): LineageEntry[] {
  const roots = source === undefined ? [image] : [source, image]
  const others = derived.filter((one) => !roots.some((root) => isSameImage(root, one))).toSorted(oldestFirst)
  return [...roots, ...others].map((one, index) => {
    const parent = roots.findIndex((root, place) => place < index && isSourceOf(root, one))
    return {
      ...imageFacts(one),
      state: stateAt(one, at),
      ...(one.withdrawn === undefined ? {} : { withdrawn: one.withdrawn }),
      ...(parent === -1 ? {} : { parent }),
    }
  })
}

function isSourceOf(image: Image, { derived }: Image): boolean {
  return derived !== undefined && isSameImage(image, derived.source)
}

function isSameImage(a: Pick<Image, 'catalog' | 'id'>, b: Pick<Image, 'catalog' | 'id'>): boolean {
  return a.catalog === b.catalog && isSameId(a.id, b.id)
}

function oldestFirst(a: Image, b: Image): number {
  const difference = (createdAt(a) ?? 0) - (createdAt(b) ?? 0)
  return difference || compareText(a.catalog, b.catalog) || compareText(a.id, b.id)
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
