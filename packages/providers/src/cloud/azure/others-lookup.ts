import type { CloudImage } from '../cloud-image.ts'
import type { AzureReader } from './azure-reader.ts'
import { readOthersImage, type OthersId } from './others-gallery.ts'
import { readAllPages } from './read-pages.ts'
import { byHighestVersion, isVersionNumber } from './version-number.ts'

/** An image in a gallery of others, as a region has it; absent where the region has none. */
export async function othersImage(
  reader: AzureReader,
  id: OthersId,
  region: string,
  signal: AbortSignal,
): Promise<CloudImage | undefined> {
  const { client } = reader
  const { gallery, definition } = id
  const sdk = client.compute(client.subscription)
  const images = id.kind === 'community' ? sdk.communityGalleryImages : sdk.sharedGalleryImages
  const image = await client.askFor(signal, true, () => images.get(region, gallery, definition))
  if (image === undefined) return undefined
  const versions =
    id.kind === 'community' ? sdk.communityGalleryImageVersions : sdk.sharedGalleryImageVersions
  const number = id.version ?? (await latestOf(reader, id, region, signal))
  if (number === undefined) return undefined
  const version = await client.askFor(signal, true, () => versions.get(region, gallery, definition, number))
  return version && readOthersImage(id, number, image, version, region)
}

async function latestOf(
  { client }: AzureReader,
  { kind, gallery, definition }: OthersId,
  region: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const sdk = client.compute(client.subscription)
  const numbers = (list: () => ReturnType<typeof sdk.sharedGalleryImageVersions.list>) =>
    readAllPages(
      client,
      signal,
      () => list().byPage(),
      ({ name, excludeFromLatest }) =>
        excludeFromLatest !== true && typeof name === 'string' && isVersionNumber(name) ? name : undefined,
    )
  if (kind === 'community') {
    const found = await numbers(() => sdk.communityGalleryImageVersions.list(region, gallery, definition))
    return found.toSorted(byHighestVersion)[0]
  }
  // A list names what is shared with the subscription, or with its tenant, never both (`sharedTo`).
  const shared = sdk.sharedGalleryImageVersions
  const own = await numbers(() => shared.list(region, gallery, definition))
  const found = own.length > 0 ? own : await numbers(() => shared.list(region, gallery, definition, tenant))
  return found.toSorted(byHighestVersion)[0]
}

const tenant = { sharedTo: 'tenant' }
