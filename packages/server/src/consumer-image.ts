import type { ConsumerImage } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { imageSource } from './image-source.ts'

/** The effective image that a catalog has under an id; `undefined` where it is gone. */
export function imageAt(
  snapshot: Snapshot,
  { catalog, id }: Pick<ConsumerImage, 'catalog' | 'id'>,
): StoredImage | undefined {
  return imageSource(snapshot)
    .withId(id)
    .find(({ body }) => body.catalog === catalog)
}
