import type { ImageType } from '@ingot/contract'
import type { CatalogFaults } from './catalog-faults.ts'
import { checkRules } from './catalog-rules.ts'
import { listOf } from './check-value.ts'
import {
  checkEntry,
  checkVersions,
  imageLists,
  type CheckedEntry,
  type ImageList,
  type UncheckedLists,
} from './entry-shape.ts'
import { isObject } from './is-object.ts'

/** A catalog that Cloudbreak accepts; what is null in it is not there. */
export interface CheckedCatalog {
  readonly lists: ReadonlyMap<ImageList, readonly CheckedEntry[]>
  /** The versions block as written. */
  readonly versions: Readonly<Record<string, unknown>> | undefined
  /** All other members of the catalog, as written. */
  readonly other: Readonly<Record<string, unknown>>
  /** All other members of its images block, as written. */
  readonly otherLists: Readonly<Record<string, unknown>>
}

const NOT_A_CATALOG = 'The JSON on the specified URL does not match structure expected for an Image Catalog!'

/**
 * Checks that a JSON value is a catalog that Cloudbreak accepts, and that Ingot can hold without losing anything;
 * every fault is noted. `undefined` where there is any.
 */
export function checkCatalog(
  value: unknown,
  type: ImageType,
  faults: CatalogFaults,
): CheckedCatalog | undefined {
  if (!isObject(value)) {
    faults.error('NOT_A_CATALOG', NOT_A_CATALOG, '')
    return undefined
  }
  const { images, versions, ...other } = value
  const lists = checkImages(images, faults)
  const block = checkVersionsBlock(versions, faults)
  checkRules({ lists, versions: block, type }, faults)
  if (faults.hasErrors() || !isObject(images)) return undefined
  return {
    // Without faults every entry is what it was checked for.
    lists: lists as ReadonlyMap<ImageList, readonly CheckedEntry[]>,
    versions: isObject(block) ? block : undefined,
    other,
    otherLists: omitLists(images),
  }
}

/** The lists that are there; `undefined` where there is nothing to look into. */
function checkImages(images: unknown, faults: CatalogFaults): UncheckedLists | undefined {
  if (images === undefined || images === null) {
    faults.error(
      'IMAGES_MISSING',
      'Images are missing from the image catalog.',
      images === null ? '/images' : '',
    )
    return undefined
  }
  if (!isObject(images)) {
    faults.error('NOT_A_CATALOG', NOT_A_CATALOG, '/images')
    return undefined
  }
  const lists = new Map<ImageList, readonly unknown[]>()
  for (const list of Object.keys(images).filter(isImageList)) {
    const entries = images[list]
    if (entries === null) continue
    const place = { above: { above: undefined, step: 'images' }, step: list }
    listOf(checkEntry)(entries, place, faults)
    lists.set(list, Array.isArray(entries) ? entries : [])
  }
  return lists
}

function checkVersionsBlock(versions: unknown, faults: CatalogFaults): unknown {
  if (versions === undefined || versions === null) return undefined
  if (isObject(versions)) checkVersions(versions, { above: undefined, step: 'versions' }, faults)
  else faults.error('NOT_A_CATALOG', NOT_A_CATALOG, '/versions')
  return versions
}

function isImageList(name: string): name is ImageList {
  return imageLists.some((list) => list === name)
}

function omitLists(images: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(images).filter(([name]) => !isImageList(name)))
}
