import type { Catalog, CatalogView, Image } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import { catalogOrder, imagesOfCatalog } from '../image-source.ts'
import type { View } from '../view.ts'

/** A mirrored catalog as it will be shown once it holds the images that its source lists. */
export function plannedCatalog({ snapshot }: View, catalog: Catalog, listed: readonly Image[]): CatalogView {
  const before = snapshot.get<Catalog>('catalog', catalog.name)
  const order = catalogOrder(snapshot)
  const place = order.indexOf(catalog.name)
  const ids = new Set(listed.map(({ id }) => id))
  const gone = imagesOfCatalog(snapshot, catalog.name).filter(({ body }) => !ids.has(body.id))
  return {
    ...catalog,
    position: (place === -1 ? order.length : place) + 1,
    images: ids.size,
    artifacts: listed.reduce((sum, { artifacts }) => sum + artifacts.length, 0),
    withdrawn: gone.length,
    revision: isSameJson(before?.body, catalog) ? (before?.revision ?? 1) : snapshot.revision + 1,
  }
}
