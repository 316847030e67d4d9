import type { Catalog, CatalogOrder, Image } from '@ingot/contract'
import { searchOrder, type ImageSource } from '@ingot/core'
import type { Index, Snapshot } from '@ingot/ledger'
import { CATALOG_ORDER } from './kinds.ts'

const byName: Index<Image> = { kind: 'image', keysOf: (image) => [image.name.toLowerCase()] }

const byLabel: Index<Image> = {
  kind: 'image',
  keysOf: (image) => (image.label === undefined ? [] : [image.label.toLowerCase()]),
}

const byReference: Index<Image> = {
  kind: 'image',
  keysOf: (image) => [...new Set(image.artifacts.map((artifact) => artifact.reference.toLowerCase()))],
}

const byCatalog: Index<Image> = { kind: 'image', keysOf: (image) => [image.catalog] }

const sources = new WeakMap<Snapshot, ImageSource>()

/** The images of a snapshot as core looks them up. One per snapshot, so that derived data is shared. */
export function imageSource(snapshot: Snapshot): ImageSource {
  const known = sources.get(snapshot)
  if (known !== undefined) return known
  const source: ImageSource = {
    catalogs: catalogOrder(snapshot),
    named: (name) => snapshot.find(byName, name.toLowerCase()),
    labelled: (label) => snapshot.find(byLabel, label.toLowerCase()),
    withId: (id) => snapshot.get<Image>('image', id),
    withReference: (reference) => snapshot.find(byReference, reference.toLowerCase()),
    names: () => imageNames(snapshot),
  }
  sources.set(snapshot, source)
  return source
}

/** Each name of an image once, as the first that bears it writes it. */
function* imageNames(snapshot: Snapshot): Iterable<string> {
  const seen = new Set<string>()
  for (const { body } of snapshot.all<Image>('image')) {
    const key = body.name.toLowerCase()
    if (seen.has(key)) continue
    seen.add(key)
    yield body.name
  }
}

/** The names of all catalogs in the order in which they are searched. */
export function catalogOrder(snapshot: Snapshot): string[] {
  const catalogs = [...snapshot.all<Catalog>('catalog')].map((document) => document.body)
  const setting = snapshot.get<CatalogOrder>('setting', CATALOG_ORDER)?.body
  return searchOrder(catalogs, setting)
}

/** The images of one catalog. */
export function imagesOfCatalog(snapshot: Snapshot, catalog: string) {
  return snapshot.find(byCatalog, catalog)
}
