import type { Usage } from '@ingot/contract'
import { imageReference, parseLock, type StoredImage } from '@ingot/core'
import { findImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { effective } from '../../effective.ts'
import { consumerReference } from '../../find-consumer.ts'
import { imagesDerivedFrom, imagesOfCatalog } from '../../image-source.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { consumersOfCatalog, consumersOfImage } from '../../users-of.ts'
import { readView, type View } from '../../view.ts'

type Body = Parameters<Handler<'usage'>>[0]['body']

/** Says who uses an image or a catalog, what derives from it, and which of the given locks name it. */
export const usage: Handler<'usage'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
  const isCatalog = body.as === 'catalog' || (body.as === undefined && view.snapshot.get('catalog', body.of))
  const images = isCatalog ? catalogImages(view, body.of) : meantImages(view, body)
  const consumers = isCatalog
    ? consumersOfCatalog(view.snapshot, body.of)
    : images.flatMap((image) => consumersOfImage(view.snapshot, image.body))
  return {
    ...view.stamp,
    consumers: consumers
      .filter(
        (consumer) =>
          view.access.consumer(consumer.body, 'use') || manages(view, consumer.body.image.catalog),
      )
      .map((consumer) => ({
        consumer: consumerReference(consumer.body),
        catalog: consumer.body.image.catalog,
        image: consumer.body.image.id,
      })),
    derived: images.flatMap((image) => derivedFrom(view, image)),
    locks: locksNaming(images, body.locks ?? []),
  }
}

function manages(view: View, catalog: string): boolean {
  return view.access.catalog(catalog, 'manage')
}

function catalogImages(view: View, name: string): readonly StoredImage[] {
  return imagesOfCatalog(view.snapshot, requireCatalog(view, name).id)
}

/** The versions that a name or an id means, in the first catalog that has it unless one is named. */
function meantImages(view: View, { of, catalog }: Body): StoredImage[] {
  const found = findImages(view, of, { catalog })
  const [first] = found
  return found.filter((image) => image.body.catalog === first?.body.catalog)
}

function derivedFrom(view: View, source: StoredImage): Usage['derived'] {
  return imagesDerivedFrom(view.snapshot, source.body)
    .filter(({ body }) => view.access.catalog(body.catalog, 'use'))
    .map((image) => ({
      image: imageReference(effective(view.snapshot, image).body),
      source: imageReference(source.body),
    }))
}

function locksNaming(images: readonly StoredImage[], locks: NonNullable<Body['locks']>): Usage['locks'] {
  const meant = new Set(images.map(({ body }) => `${body.catalog}/${body.id}`))
  return locks.flatMap((lock) =>
    parseLock(lock).entries.flatMap(({ cluster, node, image }) => {
      if (image === undefined || !meant.has(`${image.catalog}/${image.id}`)) return []
      return [{ file: lock.file, entry: `${cluster}/${node}`, image }]
    }),
  )
}
