import type { Consumer, Image, SwitchStep } from '@ingot/contract'
import { imageFacts } from '../cloudbreak/image-facts.ts'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { regionReference } from '../selection/region-reference.ts'

/** What a switch is planned from. */
export interface SwitchInput {
  readonly consumer: Consumer
  /** The effective image that the consumer is on, and its catalog; each `undefined` where it is gone. */
  readonly current: { readonly image: Image | undefined; readonly content: CatalogContent | undefined }
  readonly target: CatalogContent
  readonly at: Date
}

/** An image with the reference that machines of a consumer start from. */
export type Seat = SwitchStep['from']

/** Where a consumer is now: its machines run the reference that was kept when its image was chosen. */
export function presentSeat({
  consumer,
  current: { image },
}: Pick<SwitchInput, 'consumer' | 'current'>): Seat {
  const { catalog, id, reference = image && referenceOf(image, consumer) } = consumer.image
  return {
    catalog,
    id,
    ...(image === undefined ? {} : { image: imageFacts(image) }),
    ...(reference === undefined ? {} : { reference }),
  }
}

/** Where a consumer would be: new machines start from the reference that the image has in its region. */
export function newSeat(image: Image, catalog: string, consumer: Consumer): Seat {
  const reference = referenceOf(image, consumer)
  return {
    catalog,
    id: image.id,
    image: imageFacts(image),
    ...(reference === undefined ? {} : { reference }),
  }
}

/** The reference of an image where a consumer is. */
export function referenceOf(
  image: Image,
  { provider, region }: Pick<Consumer, 'provider' | 'region'>,
): string | undefined {
  return regionReference(image, provider, region)?.reference
}

/** The consumer as a switch leaves it: its machines still run what they were started from. */
export function switchedConsumer(consumer: Consumer, seat: Pick<Seat, 'catalog' | 'id'>): Consumer {
  return { ...consumer, image: { ...consumer.image, catalog: seat.catalog, id: seat.id } }
}
