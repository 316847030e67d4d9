import type { Image, ImageFacts, NewerSource } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { createdAt } from '../cloudbreak/created-at.ts'
import { imageFacts, imageType } from '../cloudbreak/image-facts.ts'
import { readEntry } from '../cloudbreak/read-entry.ts'
import { firstProvider } from './region.ts'

/** A derived image with its source; both are effective. */
export interface DerivedPair {
  readonly image: Image
  readonly source: Image
}

/**
 * The derived images whose source has newer siblings among `siblings`, in the order in which they came, with all of
 * those, the newest first. A sibling is an image of the same catalog, type, provider, runtime, os and architecture that
 * the catalog still lists; it is newer by its moment of creation, or by the day of its
 * build where it has none.
 */
export function newerSources(derived: readonly DerivedPair[], siblings: readonly Image[]): NewerSource[] {
  const families = familiesOf(siblings)
  return derived.flatMap(({ image, source }) => {
    const family = families.get(familyKey(source)) ?? []
    const at = madeAt(source)
    const newer = family.filter((sibling) => sibling.at > at).map(({ facts }) => facts)
    return newer.length === 0 ? [] : [{ image: imageFacts(image), source: imageFacts(source), newer }]
  })
}

/** A sibling with what is told of it, read once for however many derived images. */
interface Sibling {
  readonly at: number
  readonly facts: ImageFacts
}

/** Families of siblings, each the newest first. */
function familiesOf(siblings: readonly Image[]): ReadonlyMap<string, readonly Sibling[]> {
  const families = new Map<string, Sibling[]>()
  for (const image of siblings) {
    if (image.withdrawn !== undefined || image.derived !== undefined) continue
    const key = familyKey(image)
    const family = families.get(key)
    const sibling = { at: madeAt(image), facts: imageFacts(image) }
    if (family === undefined) families.set(key, [sibling])
    else family.push(sibling)
  }
  for (const family of families.values()) family.sort(newestFirst)
  return families
}

/** What siblings share. */
function familyKey(image: Image): string {
  const { version, os, architecture } = readEntry(image)
  const provider = normalizeProvider(firstProvider(image) ?? '')
  return JSON.stringify([image.catalog, imageType(image), provider, version, os, architecture])
}

/** When an image was made, in epoch milliseconds; NaN, which is never later, where its catalog does not say. */
function madeAt(image: Image): number {
  return createdAt(image) ?? Date.parse(readEntry(image).date ?? '')
}

/** Those without a moment are last. */
function newestFirst(a: Sibling, b: Sibling): number {
  return orLast(b.at) - orLast(a.at) || (a.facts.id < b.facts.id ? -1 : 1)
}

function orLast(at: number): number {
  return Number.isNaN(at) ? Number.MIN_SAFE_INTEGER : at
}
