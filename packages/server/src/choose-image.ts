import { IngotError } from '@ingot/contract'
import {
  compareVersions,
  describeList,
  parseVersion,
  parseVersionRange,
  selectVersions,
  type StoredImage,
} from '@ingot/core'
import type { View } from './view.ts'

/** What narrows a name down: a version or a wildcard, and a catalog. */
export interface Which {
  version?: string
  catalog?: string
}

/**
 * The images that an id or a name means, best first: catalogs in the order in which they are searched, newest version
 * first. Throws `IMAGE_NOT_FOUND`.
 */
export function findImages(view: View, image: string, which: Which = {}): StoredImage[] {
  const byId = view.source.withId(image).find((stored) => isWithin(stored, which.catalog))
  if (byId !== undefined) return [byId]
  const named = view.source.named(image).filter((stored) => isWithin(stored, which.catalog))
  const found = sortImages(view, ofVersion(named, which.version))
  if (found.length === 0) throw new IngotError('IMAGE_NOT_FOUND', notFound(image, which, named))
  return found
}

/** The best of the images that an id or a name means. Throws `IMAGE_NOT_FOUND`. */
export function findFirstImage(view: View, image: string, which: Which): StoredImage {
  const [first] = findImages(view, image, which)
  if (first === undefined) throw new IngotError('IMAGE_NOT_FOUND', `No image is called "${image}"`)
  return first
}

/** The one image that an id or a name means. Throws `IMAGE_NOT_FOUND`, or `AMBIGUOUS_IMAGE` naming all that fit. */
export function findImage(view: View, image: string, which: Which): StoredImage {
  const [first, ...others] = findImages(view, image, which)
  if (first === undefined || others.length > 0) {
    const fitting = [first, ...others].filter((stored) => stored !== undefined).map(title)
    throw new IngotError(
      'AMBIGUOUS_IMAGE',
      `"${image}" means ${fitting.length} images: ${describeList(fitting, 'and')}`,
    )
  }
  return first
}

/** Sorts by the position of the catalog, then by version, newest first. */
export function sortImages(view: View, images: readonly StoredImage[]): StoredImage[] {
  const position = new Map(view.source.catalogs.map((catalog, index) => [catalog, index]))
  const place = (stored: StoredImage) => position.get(stored.body.catalog) ?? position.size
  return images
    .map((stored) => ({ stored, place: place(stored), version: parseVersion(stored.body.version) }))
    .toSorted(
      (a, b) =>
        a.place - b.place ||
        (a.version && b.version ? compareVersions(b.version, a.version) : 0) ||
        (a.stored.body.id < b.stored.body.id ? -1 : 1),
    )
    .map((entry) => entry.stored)
}

function ofVersion(images: readonly StoredImage[], version: string | undefined): readonly StoredImage[] {
  if (version === undefined) return images
  const range = parseVersionRange(version)
  if (range === undefined) throw new IngotError('INVALID_REQUEST', `Cannot read the version "${version}"`)
  const versions = images
    .map((stored) => parseVersion(stored.body.version))
    .filter((parsed) => parsed !== undefined)
  const selected = new Set(selectVersions(range, versions).map((chosen) => chosen.text))
  return images.filter((stored) => selected.has(stored.body.version))
}

function isWithin(stored: StoredImage, catalog: string | undefined): boolean {
  return catalog === undefined || stored.body.catalog === catalog
}

function notFound(image: string, which: Which, named: readonly StoredImage[]): string {
  const inCatalog = which.catalog === undefined ? '' : ` in the catalog "${which.catalog}"`
  if (named.length === 0) return `No image has the id or name "${image}"${inCatalog}`
  const versions = describeList([...new Set(named.map((stored) => stored.body.version))], 'and')
  return `"${image}"${inCatalog} has no version "${which.version}"; its versions are ${versions}`
}

function title(stored: StoredImage): string {
  return `${stored.body.name}@${stored.body.version} in ${stored.body.catalog}`
}
