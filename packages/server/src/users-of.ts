import { counted, type Consumer, type Fault, type Image } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { Index, Snapshot } from '@ingot/ledger'
import { byTypeAndName } from './find-consumer.ts'
import { imagesDerivedFrom, imagesOfCatalog } from './image-source.ts'

const byImage: Index<Consumer> = {
  kind: 'consumer',
  keysOf: ({ image, runtimes = [image] }) => [
    ...new Set(runtimes.flatMap(({ catalog, id }) => [catalog, imageUseKey(catalog, id)])),
  ],
}

function imageUseKey(catalog: string, id: string): string {
  return `${catalog}/${id.toLowerCase()}`
}

/** The consumers that are on an image, by type and name. */
export function consumersOfImage(snapshot: Snapshot, { catalog, id }: Pick<Image, 'catalog' | 'id'>) {
  return snapshot.find(byImage, imageUseKey(catalog, id)).toSorted(byTypeAndName)
}

/** The consumers that are on an image of a catalog, by type and name; also where the catalog is gone. */
export function consumersOfCatalog(snapshot: Snapshot, catalog: string) {
  return snapshot.find(byImage, catalog).toSorted(byTypeAndName)
}

/** Images of other catalogs that derive from an image of this one, each with its source. */
export function derivedElsewhere(
  snapshot: Snapshot,
  catalog: string,
): { image: StoredImage; source: StoredImage }[] {
  return imagesOfCatalog(snapshot, catalog).flatMap((source) =>
    imagesDerivedFrom(snapshot, source.body)
      .filter(({ body }) => body.catalog !== catalog)
      .map((image) => ({ image, source })),
  )
}

/** How many stand in the way of a deletion: `2 consumers are on it, 1 image derives from it`. */
export function usersText(consumers: readonly unknown[], derived: readonly unknown[]): string {
  const parts = [
    ...(consumers.length === 0 ? [] : [counted(consumers.length, 'consumer is', 'consumers are') + ' on it']),
    ...(derived.length === 0 ? [] : [counted(derived.length, 'image derives', 'images derive') + ' from it']),
  ]
  return parts.join(', ')
}

/** Who stands in the way of a deletion, a fault each. */
export function useFaults(
  consumers: readonly { body: Consumer }[],
  derived: readonly StoredImage[],
): Fault[] {
  return [
    ...consumers.map(({ body }) => ({
      severity: 'error' as const,
      code: 'USED_BY_CONSUMER',
      message: `${body.type} "${body.name}" in ${body.provider} ${body.region} is on the image ${body.image.id}`,
    })),
    ...derived.map(({ body }) => ({
      severity: 'error' as const,
      code: 'SOURCE_OF_IMAGE',
      message: `The image ${body.id} of the catalog "${body.catalog}" derives from ${body.derived?.source.id}`,
    })),
  ]
}
