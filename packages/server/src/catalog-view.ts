import type { Catalog, CatalogView } from '@ingot/contract'
import type { Document, Snapshot } from '@ingot/ledger'
import { catalogOrder, imagesOfCatalog } from './image-source.ts'

/** A catalog as the API shows it: with its place in the search order and what it holds. */
export function catalogView(snapshot: Snapshot, catalog: Document<Catalog>): CatalogView {
  const images = imagesOfCatalog(snapshot, catalog.body.name)
  let artifacts = 0
  for (const image of images) artifacts += image.body.artifacts.length
  return {
    ...catalog.body,
    position: catalogOrder(snapshot).indexOf(catalog.body.name) + 1,
    images: images.length,
    artifacts,
    revision: catalog.revision,
  }
}

/** All catalogs in the order in which they are searched. */
export function catalogViews(snapshot: Snapshot): CatalogView[] {
  return [...snapshot.all<Catalog>('catalog')]
    .map((catalog) => catalogView(snapshot, catalog))
    .toSorted((a, b) => a.position - b.position)
}
