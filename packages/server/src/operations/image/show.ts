import { IngotError } from '@ingot/contract'
import { imageReference, stateAt } from '@ingot/core'
import { findImages, sortImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { imageView } from '../../image-view.ts'
import { readView } from '../../view.ts'

/** Shows one image and, beside it, the other versions of its name. */
export const showImage: Handler<'showImage'> = async ({ params, query = {} }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  const [image] = findImages(view, params.image, query)
  if (image === undefined) throw new IngotError('IMAGE_NOT_FOUND', `No image is called "${params.image}"`)
  const versions = sortImages(view, view.source.named(image.body.name))
  return {
    ...view.stamp,
    image: imageView(image, view.at),
    versions: versions.map(({ body }) => ({ ...imageReference(body), state: stateAt(body, view.at) })),
  }
}
