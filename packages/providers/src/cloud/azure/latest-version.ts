import type { AzureReader } from './azure-reader.ts'
import type { GalleryDefinition } from './gallery-definition.ts'
import { isIn, stateIn, type GalleryVersion } from './gallery-version.ts'
import { byHighestVersion } from './version-number.ts'

/** The latest version of a definition in a region, or, where none may be taken for it, the highest of those that may not. */
export interface LatestVersion {
  readonly version: GalleryVersion
  readonly isExcluded: boolean
}

/**
 * The latest version of a definition in a region: the highest that is not excluded from it (Microsoft Learn, "Store and
 * share images in an Azure Compute Gallery", image versions) and that has arrived there; where none has, the highest that
 * is on its way.
 */
export async function latestVersion(
  reader: AzureReader,
  definition: GalleryDefinition,
  region: string,
  signal: AbortSignal,
): Promise<LatestVersion | undefined> {
  const there = (await reader.versions(definition, signal))
    .filter((version) => isIn(version, region))
    .toSorted((one, other) => byHighestVersion(one.number, other.number))
  const candidates = there.filter(({ excludedFrom }) => !excludedFrom.includes(region))
  let first: GalleryVersion | undefined
  for (const candidate of candidates) {
    const version = await reader.settled(candidate, signal)
    if (stateIn(version, region) === 'available') return { version, isExcluded: false }
    first ??= version
  }
  if (first !== undefined) return { version: first, isExcluded: false }
  const [excluded] = there
  return excluded && { version: await reader.settled(excluded, signal), isExcluded: true }
}

/** What is told of a version that may not be taken for the latest. */
export function passedOver({ version: { number }, isExcluded }: LatestVersion): { passedOver?: string } {
  return isExcluded ? { passedOver: `version ${number} is excluded from latest` } : {}
}
