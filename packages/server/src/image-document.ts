import type { Image } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { Change } from '@ingot/ledger'

type Named = Pick<Image, 'id' | 'catalog' | 'cloudbreak' | 'derived'>

/**
 * The id of an image's document. The id of an image that was given elsewhere may stand in several catalogs, as every
 * mirror of one source has it; the id of one that Ingot named is its own already.
 */
export function imageKey({ id, catalog, cloudbreak, derived }: Named): string {
  return cloudbreak === undefined && derived === undefined ? id : `${catalog}/${id}`
}

/** The change that stores an image as it is given: of a derived one, what it says itself. */
export function imageWritten(image: Image): Change {
  return { kind: 'image', id: imageKey(image), body: image }
}

/** The change that deletes an image. */
export function imageDeleted({ body }: StoredImage): Change {
  return { kind: 'image', id: imageKey(body), body: null }
}
