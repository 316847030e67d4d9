import type { AzureReader } from './azure-reader.ts'
import type { GalleryDefinition } from './gallery-definition.ts'
import { isIn, stateIn, type GalleryVersion } from './gallery-version.ts'
import { byHighestVersion } from './version-number.ts'

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
): Promise<GalleryVersion | undefined> {
  const candidates = (await reader.versions(definition, signal))
    .filter((version) => isIn(version, region) && !version.excludedFrom.includes(region))
    .toSorted((one, other) => byHighestVersion(one.number, other.number))
  let first: GalleryVersion | undefined
  for (const candidate of candidates) {
    const version = await reader.settled(candidate, signal)
    if (stateIn(version, region) === 'available') return version
    first ??= version
  }
  return first
}
