import { imageReference, stateAt } from '@ingot/core'
import { findFirstImage, sortImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { imageView } from '../../image-view.ts'
import { readView } from '../../view.ts'

/** Shows one image and, beside it, the other versions of its name. */
export const showImage: Handler<'showImage'> = async ({ params, query = {} }, context) => {
  const view = await readView(context, query)
  const image = findFirstImage(view, params.image, query)
  const versions = query.alone === true ? [] : sortImages(view, view.source.named(image.body.name))
  return {
    ...view.stamp,
    image: imageView(image, view.at),
    versions: versions.map(({ body }) => ({ ...imageReference(body), state: stateAt(body, view.at) })),
  }
}
