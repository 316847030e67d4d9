import type { Image } from '@ingot/contract'
import { createdAt } from './created-at.ts'
import { printReferences } from './references.ts'

/**
 * An effective image as an entry of a Cloudbreak catalog. A derived one says so in the members that Cloudbreak has
 * for it (`sourceImageId`, `baseParcelUrl`), and was created and published when it was derived, in epoch seconds as
 * all images: Cloudbreak itself writes milliseconds there, which it then compares with seconds.
 */
export function printEntry(image: Image): Record<string, unknown> {
  const { id, artifacts, cloudbreak } = image
  return {
    uuid: id,
    ...cloudbreak?.entry,
    ...derivedMembers(image),
    images: printReferences(artifacts, cloudbreak?.emptyProviders),
  }
}

function derivedMembers(image: Image): Record<string, unknown> {
  const { derived, cloudbreak, description } = image
  if (derived === undefined) return {}
  const created = createdAt(image)
  const seconds = created === undefined ? undefined : Math.floor(created / 1000)
  return {
    ...(seconds === undefined ? {} : { created: seconds, published: seconds }),
    // Cloudbreak does not read an entry that lacks it.
    description: description ?? cloudbreak?.entry['description'] ?? '',
    ...(derived.baseParcelUrl === undefined ? {} : { baseParcelUrl: derived.baseParcelUrl }),
    sourceImageId: derived.source.id,
  }
}
