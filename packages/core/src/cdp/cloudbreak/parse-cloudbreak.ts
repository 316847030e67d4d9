import type { CatalogLayout, Fault, Image, ImageType } from '@ingot/contract'
import { collectCatalogFaults } from './catalog-faults.ts'
import { checkCatalog, type CheckedCatalog } from './check-catalog.ts'
import { readJsonText } from './read-json-text.ts'
import { readImages } from './read-images.ts'

/** Where the images of a catalog go, and which type it is mirrored for. */
export interface CloudbreakOptions {
  /** The name of the catalog. */
  readonly catalog: string
  readonly type: ImageType
}

/** What a Cloudbreak catalog says. Where a fault is an error there are no images, and the layout is empty. */
export interface ParsedCloudbreak {
  readonly images: Image[]
  readonly layout: CatalogLayout
  readonly faults: Fault[]
}

/**
 * Reads a Cloudbreak catalog (JSON, v2 or v3) that somebody else wrote: what Cloudbreak accepts, and nothing that it
 * refuses. Never throws; every fault has its code, and line, column and JSON pointer where it has a place. Unknown
 * members are kept; lists, providers and versions that are null are read as if they were missing. With the layout
 * the images give the same catalog back (`printCloudbreak`).
 */
export function parseCloudbreak(text: string, { catalog, type }: CloudbreakOptions): ParsedCloudbreak {
  const faults = collectCatalogFaults()
  const value = readJsonText(text, faults)
  const checked = value === undefined ? undefined : checkCatalog(value, type, faults)
  if (checked === undefined || faults.hasErrors()) {
    return { images: [], layout: { lists: {} }, faults: faults.place(text) }
  }
  return { images: readImages(checked, catalog), layout: layoutOf(checked), faults: faults.place(text) }
}

/** Unknown members of the images block are kept under `images` of the others. */
function layoutOf({ lists, versions, other, otherLists }: CheckedCatalog): CatalogLayout {
  const ids = [...lists].map(([list, entries]) => [list, entries.map(({ uuid }) => uuid)] as const)
  const hasOtherLists = Object.keys(otherLists).length > 0
  const rest = hasOtherLists ? { ...other, images: otherLists } : other
  return {
    lists: Object.fromEntries(ids),
    ...(versions === undefined ? {} : { versions }),
    ...(Object.keys(rest).length === 0 ? {} : { other: rest }),
  }
}
