import { mapBounded } from '../../registry/map-bounded.ts'
import type { CloudImage } from '../cloud-image.ts'
import { parallel, type AzureReader } from './azure-reader.ts'
import { isIn, versionImage } from './gallery-version.ts'

/** All images of the subscription in a region: managed images, then gallery versions, some definitions at a time. */
export async function* listImages(
  reader: AzureReader,
  region: string,
  signal: AbortSignal,
): AsyncIterable<CloudImage> {
  const { subscription } = reader.client
  for (const image of await reader.managedImages(signal)) if (image.region === region) yield image
  const definitions = await reader.definitions(signal)
  for (let start = 0; start < definitions.length; start += parallel) {
    const some = definitions.slice(start, start + parallel)
    const lists = await mapBounded(some, parallel, signal, (definition, inner) =>
      reader.versions(definition, inner),
    )
    const versions = lists.flat().filter((version) => isIn(version, region))
    const settled = await mapBounded(versions, parallel, signal, (version, inner) =>
      reader.settled(version, inner),
    )
    for (const version of settled)
      if (isIn(version, region)) yield versionImage(version, region, subscription)
  }
}
