import { IngotError } from '@ingot/contract'
import { imageReference } from '@ingot/core'
import { findImage } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { imageDeleted } from '../../image-document.ts'
import { imagesDerivedFrom } from '../../image-source.ts'
import { requireCustom } from '../../require-catalog.ts'
import { requireReason } from '../../require-reason.ts'
import { transact } from '../../transact.ts'
import { consumersOfImage, useFaults, usersText } from '../../users-of.ts'

/** Deletes an image of a custom catalog. One in use goes only with force and a reason; history keeps it. */
export const deleteImage: Handler<'deleteImage'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'image.delete', query, (before) => {
    const image = findImage(before, params.image, query)
    requireCustom(before, image.body.catalog)
    const consumers = consumersOfImage(before.snapshot, image.body)
    const derived = imagesDerivedFrom(before.snapshot, image.body)
    if (consumers.length > 0 || derived.length > 0) {
      if (query.force !== true) {
        const message = `The image ${image.body.id} is in use: ${usersText(consumers, derived)}`
        throw new IngotError('IMAGE_IN_USE', message, { faults: useFaults(consumers, derived) })
      }
      requireReason(query.reason, `Deleting the image ${image.body.id}, which is in use,`)
    }
    return { changes: [imageDeleted(image)], answer: imageReference(image.body) }
  })
  return { ...view.stamp, dryRun, image: answer }
}
