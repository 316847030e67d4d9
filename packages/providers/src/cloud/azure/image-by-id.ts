import type { CloudImage, FoundImage } from '../cloud-image.ts'
import { parseArmId, type ArmId, type GalleryId } from './arm-id.ts'
import type { AzureReader } from './azure-reader.ts'
import { isIn, versionImage } from './gallery-version.ts'
import { latestVersion, passedOver } from './latest-version.ts'
import { marketplaceImage } from './marketplace-lookup.ts'
import { parseUrn, type MarketplaceUrn } from './marketplace-urn.ts'
import { othersImage } from './others-lookup.ts'

/** What a text means that is no name: an ARM id, or an image of the Marketplace. */
type ImageId = ArmId | ({ readonly kind: 'marketplace' } & MarketplaceUrn)

/** Reads an ARM id or a URN; absent where a text is neither. */
export function parseImageId(text: string): ImageId | undefined {
  const urn = parseUrn(text)
  return urn === undefined ? parseArmId(text) : { kind: 'marketplace', ...urn }
}

/** The image that an id means in a region, and whether it is to be passed over. */
export type ImageById = CloudImage & Pick<FoundImage, 'passedOver'>

/** The image that an id means in a region; absent where the region has none. */
export async function imageById(
  reader: AzureReader,
  id: ImageId,
  region: string,
  signal: AbortSignal,
): Promise<ImageById | undefined> {
  switch (id.kind) {
    case 'managed':
      return await managedImage(reader, id, region, signal)
    case 'gallery':
      return await galleryImage(reader, id, region, signal)
    case 'marketplace':
      return await marketplaceImage(reader, id, region, signal)
    default:
      return await othersImage(reader, id, region, signal)
  }
}

async function managedImage(
  reader: AzureReader,
  id: Extract<ArmId, { kind: 'managed' }>,
  region: string,
  signal: AbortSignal,
): Promise<CloudImage | undefined> {
  const image = await reader.managedImage(id, signal)
  return image?.region === region ? image : undefined
}

async function galleryImage(
  reader: AzureReader,
  id: GalleryId,
  region: string,
  signal: AbortSignal,
): Promise<ImageById | undefined> {
  const { subscription } = reader.client
  if (id.version !== undefined) {
    const version = await reader.version(id, id.version, signal)
    return version && isIn(version, region) ? versionImage(version, region, subscription) : undefined
  }
  const definition = await reader.definition(id, signal)
  const latest = definition && (await latestVersion(reader, definition, region, signal))
  return latest && { ...versionImage(latest.version, region, subscription), ...passedOver(latest) }
}
