import type { Catalog, CatalogLayout, CatalogOrder, Image } from '@ingot/contract'
import { searchOrder, type CatalogContent, type ImageSource, type StoredImage } from '@ingot/core'
import type { Index, Snapshot } from '@ingot/ledger'
import { driftPolicyOf } from './drift-policy.ts'
import { effective, effectiveImages } from './effective.ts'
import { CATALOG_ORDER } from './kinds.ts'

const byId: Index<Image> = { kind: 'image', keysOf: (image) => [image.id.toLowerCase()] }

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

/** Images by the id of what they derive from. */
const bySource: Index<Image> = {
  kind: 'image',
  keysOf: ({ derived }) => (derived === undefined ? [] : [sourceKey(derived.source)]),
}

const sources = new WeakMap<Snapshot, ImageSource>()

/** The images of a snapshot as core looks them up. One per snapshot, so that derived data is shared. */
export function imageSource(snapshot: Snapshot): ImageSource {
  const known = sources.get(snapshot)
  if (known !== undefined) return known
  const catalogs = catalogOrder(snapshot)
  const source: ImageSource = {
    catalogs,
    driftPolicy: driftPolicyOf(snapshot),
    named: (name) => effectiveImages(snapshot, snapshot.find(byName, name.toLowerCase())),
    labelled: (label) => effectiveImages(snapshot, snapshot.find(byLabel, label.toLowerCase())),
    withId: (id) => inOrder(imagesWithId(snapshot, id), catalogs),
    withReference: (reference) =>
      effectiveImages(snapshot, snapshot.find(byReference, reference.toLowerCase())),
    names: () => imageNames(snapshot),
  }
  sources.set(snapshot, source)
  return source
}

/** The images that bear an id, in any catalog, compared without case. */
function imagesWithId(snapshot: Snapshot, id: string): readonly StoredImage[] {
  return effectiveImages(snapshot, snapshot.find(byId, id.toLowerCase()))
}

function inOrder(images: readonly StoredImage[], catalogs: readonly string[]): readonly StoredImage[] {
  if (images.length < 2) return images
  const place = ({ body }: StoredImage) => catalogs.indexOf(body.catalog)
  return images.toSorted((a, b) => place(a) - place(b))
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

/** The images of one catalog as they are stored. */
export function imagesOfCatalog(snapshot: Snapshot, catalog: string): readonly StoredImage[] {
  return snapshot.find(byCatalog, catalog)
}

/** All images of a snapshot with what they inherit. */
export function* everyImage(snapshot: Snapshot): Iterable<StoredImage> {
  for (const stored of snapshot.all<Image>('image')) yield effective(snapshot, stored)
}

/** The stored images that derive from an image. */
export function imagesDerivedFrom(snapshot: Snapshot, source: Pick<Image, 'catalog' | 'id'>) {
  return snapshot.find<Image>(bySource, sourceKey(source))
}

function sourceKey({ catalog, id }: Pick<Image, 'catalog' | 'id'>): string {
  return `${catalog}/${id.toLowerCase()}`
}

/** A catalog with its effective images and its layout, as selection, upgrades and switches look at it. */
export function contentOf(snapshot: Snapshot, { name, type }: Catalog): CatalogContent {
  const layout = snapshot.get<CatalogLayout>('layout', name)?.body
  return { name, type, images: effectiveImages(snapshot, imagesOfCatalog(snapshot, name)), layout }
}
