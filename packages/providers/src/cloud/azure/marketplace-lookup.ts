import type { CloudImage } from '../cloud-image.ts'
import type { AzureReader } from './azure-reader.ts'
import { readMarketplaceImage } from './marketplace-image.ts'
import { urnText, type MarketplaceUrn } from './marketplace-urn.ts'
import { byHighestVersion, isVersionNumber } from './version-number.ts'

/** An image of the Marketplace in a region, with its exact version; absent where the region has none. */
export function marketplaceImage(
  reader: AzureReader,
  urn: MarketplaceUrn,
  region: string,
  signal: AbortSignal,
): Promise<CloudImage | undefined> {
  const { client } = reader
  return reader.answers.get(`${region}/${urnText(urn)}`.toLowerCase(), signal, async (shared) => {
    const version = urn.version ?? (await latestOf(reader, urn, region, shared))
    if (version === undefined) return undefined
    const { publisher, offer, sku } = urn
    const image = await client.askFor(shared, false, () =>
      client.compute(client.subscription).virtualMachineImages.get(region, publisher, offer, sku, version),
    )
    return image && readMarketplaceImage(image, { publisher, offer, sku, version }, region)
  })
}

/** The highest of all versions, as numbers: by which order the API counts its `top` is not documented. */
async function latestOf(
  { client }: AzureReader,
  { publisher, offer, sku }: MarketplaceUrn,
  region: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const versions = await client.askFor(signal, false, () =>
    client.compute(client.subscription).virtualMachineImages.list(region, publisher, offer, sku),
  )
  return versions
    ?.map(({ name }) => name)
    .filter((name) => typeof name === 'string' && isVersionNumber(name))
    .toSorted(byHighestVersion)[0]
}
