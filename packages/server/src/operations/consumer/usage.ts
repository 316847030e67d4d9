import type { Consumer, ConsumerImage, ImageReference, Usage } from '@ingot/contract'
import { imageReference, parseLock, type StoredImage } from '@ingot/core'
import type { Document } from '@ingot/ledger'
import { RUNTIME_CATALOG } from '../../auth/access.ts'
import { findImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { effective } from '../../effective.ts'
import { byTypeAndName, consumerReference, visibleConsumers } from '../../find-consumer.ts'
import { imagesDerivedFrom, imagesOfCatalog } from '../../image-source.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { runtimesMeant } from '../../runtimes/stored-runtimes.ts'
import { consumersOfCatalog, consumersOfImage } from '../../users-of.ts'
import { readView, type View } from '../../view.ts'

type Body = Parameters<Handler<'usage'>>[0]['body']

/** What is meant: images that are there, or what is gone and was left behind with its consumers. */
interface Used {
  readonly images: readonly StoredImage[]
  readonly consumers: readonly Document<Consumer>[]
  /** Whether this is what a consumer is on. */
  isUsed: (seat: ConsumerImage) => boolean
  /** Whether a lock that pins this image names it. */
  isNamed: (image: ImageReference) => boolean
}

/** Says who uses an image or a catalog, what derives from it, and which of the given locks name it. */
export const usage: Handler<'usage'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
  const used = leftBehind(view, body) ?? present(view, body)
  const consumers = used.consumers.filter(({ body: consumer }) => isTold(view, consumer))
  return {
    ...view.stamp,
    consumers: consumers.flatMap(({ body: consumer }) =>
      (consumer.runtimes ?? [consumer.image]).filter(used.isUsed).map(({ catalog, id }) => ({
        consumer: consumerReference(consumer),
        catalog,
        image: id,
      })),
    ),
    derived: used.images.flatMap((image) => derivedFrom(view, image)),
    locks: locksNaming(used, body.locks ?? []),
  }
}

function present(view: View, body: Body): Used {
  const { snapshot } = view
  const isCatalog = body.as === 'catalog' || (body.as === undefined && snapshot.get('catalog', body.of))
  const images = isCatalog ? catalogImages(view, body.of) : meantImages(view, body)
  const consumers = isCatalog
    ? consumersOfCatalog(snapshot, body.of)
    : onceEach(images.flatMap((image) => consumersOfImage(snapshot, image.body)))
  const meant = new Set(images.map(({ body: { catalog, id } }) => `${catalog}/${id}`))
  const isMeant = ({ catalog, id }: { catalog: string; id: string }) => meant.has(`${catalog}/${id}`)
  const isUsed = isCatalog ? ({ catalog }: ConsumerImage) => catalog === body.of : isMeant
  return { images, consumers, isUsed, isNamed: isMeant }
}

/** A project may be on several images of one name. */
function onceEach(consumers: readonly Document<Consumer>[]): Document<Consumer>[] {
  return [...new Map(consumers.map((consumer) => [consumer.id, consumer])).values()].toSorted(byTypeAndName)
}

/** The consumers that are still on a catalog or an image that was deleted; `undefined` where there are none to tell of. */
function leftBehind(view: View, { of, as, catalog }: Body): Used | undefined {
  const { snapshot, source } = view
  if (
    snapshot.get('catalog', of) !== undefined ||
    runtimesMeant(snapshot, of).length > 0 ||
    source.withId(of).length > 0 ||
    source.named(of).length > 0
  )
    return undefined
  const wanted = of.toLowerCase()
  const isOf = (image: { catalog: string; id: string }) =>
    (as !== 'image' && catalog === undefined && image.catalog === of) ||
    (as !== 'catalog' &&
      image.id.toLowerCase() === wanted &&
      (catalog === undefined || image.catalog === catalog))
  const consumers = visibleConsumers(view).filter(({ body }) => (body.runtimes ?? [body.image]).some(isOf))
  return consumers.length === 0 ? undefined : { images: [], consumers, isUsed: isOf, isNamed: isOf }
}

function isTold(view: View, consumer: Consumer): boolean {
  return view.access.consumer(consumer, 'use') || manages(view, consumer.image.catalog)
}

function manages(view: View, catalog: string): boolean {
  return view.access.catalog(catalog, 'manage')
}

function catalogImages(view: View, name: string): readonly StoredImage[] {
  return imagesOfCatalog(view.snapshot, requireCatalog(view, name).id)
}

/** The runtime that is known by its reference, or the versions that a name or an id means in the first catalog that has it. */
function meantImages(view: View, { of, catalog }: Body): readonly StoredImage[] {
  const runtimes = runtimesMeant(view.snapshot, of)
  if (runtimes.length > 0 && (catalog === undefined || catalog === RUNTIME_CATALOG)) return runtimes
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

function locksNaming({ isNamed }: Used, locks: NonNullable<Body['locks']>): Usage['locks'] {
  return locks.flatMap((lock) =>
    parseLock(lock).entries.flatMap(({ cluster, node, image }) => {
      if (image === undefined || !isNamed(image)) return []
      return [{ file: lock.file, entry: `${cluster}/${node}`, image }]
    }),
  )
}
