import type { Catalog } from '@ingot/contract'
import { imageDifferences, imageFacts, lineageOf, newerSources as newer } from '@ingot/core'
import { findFirstImage } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { effective, sourceOf } from '../../effective.ts'
import { contentOf, imagesDerivedFrom } from '../../image-source.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView, type View } from '../../view.ts'

/** Compares two effective images field by field. */
export const diffImages: Handler<'diffImages'> = async ({ query }, context) => {
  const view = await readView(context, query)
  const { a, b, catalogA, catalogB } = query ?? { a: '', b: '' }
  const first = findFirstImage(view, a, { catalog: catalogA }).body
  const second = findFirstImage(view, b, { catalog: catalogB }).body
  return {
    ...view.stamp,
    a: imageFacts(first),
    b: imageFacts(second),
    differences: imageDifferences(first, second),
  }
}

/** Shows what an image derives from, and all that derives from the same source. */
export const imageLineage: Handler<'imageLineage'> = async ({ params, query = {} }, context) => {
  const view = await readView(context, query)
  const image = findFirstImage(view, params.image, query).body
  const source = sourceOf(view.snapshot, image)?.body
  const root = source ?? image
  const derived = imagesDerivedFrom(view.snapshot, root)
    .filter(({ body }) => view.access.catalog(body.catalog, 'use'))
    .map((stored) => effective(view.snapshot, stored).body)
  return { ...view.stamp, entries: lineageOf(image, source, derived, view.at) }
}

/** Lists the derived images of a catalog whose source has newer siblings. */
export const newerSources: Handler<'newerSources'> = async ({ params, query }, context) => {
  const view = await readView(context, query)
  const catalog = requireCatalog(view, params.catalog)
  const derived = contentOf(view.snapshot, catalog.body).images.flatMap(({ body: image }) => {
    const source = sourceOf(view.snapshot, image)?.body
    return source === undefined ? [] : [{ image, source }]
  })
  const catalogs = new Set(derived.map(({ source }) => source.catalog))
  return {
    ...view.stamp,
    images: newer(
      derived,
      [...catalogs].flatMap((name) => listed(view, name)),
    ),
  }
}

function listed({ snapshot }: View, name: string) {
  const catalog = snapshot.get<Catalog>('catalog', name)?.body
  return catalog === undefined ? [] : contentOf(snapshot, catalog).images.map(({ body }) => body)
}
