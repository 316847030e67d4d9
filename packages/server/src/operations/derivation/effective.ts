import type { Image, SourceState } from '@ingot/contract'
import { effectiveFields, imageFacts, imageReference, regionCover, type StoredImage } from '@ingot/core'
import { findFirstImage } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { ownImage, sourceOf } from '../../effective.ts'
import { imageView } from '../../image-view.ts'
import { readView } from '../../view.ts'

/** Shows each field of an image with where it comes from: itself, its source, or its source with another archive. */
export const effectiveImage: Handler<'effectiveImage'> = async ({ params, query = {} }, context) => {
  const view = await readView(context, query)
  const image = findFirstImage(view, params.image, query)
  const own = ownImage(view.snapshot, image).body
  const source = sourceOf(view.snapshot, own)
  const { derived } = own
  return {
    ...view.stamp,
    image: imageView(image, view.at),
    facts: imageFacts(image.body),
    fields: effectiveFields(own, source?.body),
    ...(derived === undefined
      ? {}
      : {
          source: { image: sourceReference(derived, source), state: stateOf(source) },
          regions: regionCover(own, source?.body),
        }),
  }
}

function sourceReference(
  { source: { id, catalog } }: NonNullable<Image['derived']>,
  found: StoredImage | undefined,
) {
  return found === undefined ? { id, catalog, name: id, version: '' } : imageReference(found.body)
}

function stateOf(source: StoredImage | undefined): SourceState {
  if (source === undefined) return 'missing'
  return source.body.withdrawn === undefined ? 'listed' : 'withdrawn'
}
