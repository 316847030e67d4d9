import { isObject } from '../cloudbreak/is-object.ts'
import type { Entry } from '../cloudbreak/read-entry.ts'
import { versionIds } from '../cloudbreak/versions-block.ts'
import type { CatalogContent } from './catalog-content.ts'
import { isSupportedOs } from './supported-os.ts'

/**
 * Which images of a catalog may be chosen without naming them: those that its versions block lists; those that say
 * that they are advertised, where it has no such block; all, where it is a custom catalog.
 */
export interface Listing {
  readonly by: 'versions' | 'advertised' | 'all'
  /** Ids that the versions block lists. */
  readonly images: ReadonlySet<string>
  /** Ids that the versions block names as defaults. */
  readonly defaults: ReadonlySet<string>
}

/** What a catalog says of that. */
export function readListing({ type, layout }: Pick<CatalogContent, 'type' | 'layout'>): Listing {
  const versions = layout?.versions
  const by = type === 'custom' ? 'all' : isObject(versions) ? 'versions' : 'advertised'
  return { by, images: idsOf(versions, 'images'), defaults: idsOf(versions, 'defaults') }
}

/** Whether an image may be chosen without being named. */
export function isListed({ by, images }: Listing, id: string, entry: Entry): boolean {
  if (by === 'all') return true
  return by === 'versions' ? images.has(id) : entry.advertised === true
}

/** Whether an image may become a default: only the newest of each group of them does, see `newestOfGroups`. */
export function isMarkedDefault({ by, defaults }: Listing, id: string, entry: Entry): boolean {
  if (by === 'all' || !isSupportedOs(entry.os)) return false
  return by === 'versions' ? defaults.has(id) : entry.advertised === true
}

function idsOf(versions: unknown, member: 'images' | 'defaults'): ReadonlySet<string> {
  return new Set(versionIds(versions, member).map(({ id }) => id))
}
