import type { Image } from '@ingot/contract'
import type { ImageSource, StoredImage } from './source.ts'

/** An image source over an array: for plans that are not stored, for tests, and to measure the core alone. */
export function arraySource(images: readonly Image[], catalogs: readonly string[]): ImageSource {
  const byName = new Map<string, StoredImage[]>()
  const byLabel = new Map<string, StoredImage[]>()
  const byReference = new Map<string, StoredImage[]>()
  const byId = new Map<string, StoredImage[]>()
  for (const body of images) {
    const stored = { revision: 1, body }
    add(byId, body.id.toLowerCase(), stored)
    add(byName, body.name.toLowerCase(), stored)
    if (body.label !== undefined) add(byLabel, body.label.toLowerCase(), stored)
    for (const reference of new Set(body.artifacts.map((one) => one.reference.toLowerCase()))) {
      add(byReference, reference, stored)
    }
  }
  const place = ({ body }: StoredImage) => catalogs.indexOf(body.catalog)
  const byCatalog = (a: StoredImage, b: StoredImage) => place(a) - place(b)
  return {
    catalogs,
    named: (name) => byName.get(name.toLowerCase()) ?? none,
    labelled: (label) => byLabel.get(label.toLowerCase()) ?? none,
    withId: (id) => (byId.get(id.toLowerCase()) ?? none).toSorted(byCatalog),
    withReference: (reference) => byReference.get(reference.toLowerCase()) ?? none,
    names: () => new Set(images.map((image) => image.name)),
  }
}

const none: readonly StoredImage[] = []

function add(index: Map<string, StoredImage[]>, key: string, stored: StoredImage): void {
  const found = index.get(key)
  if (found === undefined) index.set(key, [stored])
  else found.push(stored)
}
