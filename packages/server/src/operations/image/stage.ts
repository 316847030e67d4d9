import { IngotError, type Image, type Input, type Operations, type Stage } from '@ingot/contract'
import { isSameJson, withStage } from '@ingot/core'
import { findImage } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { effective, ownImage } from '../../effective.ts'
import { imageWritten } from '../../image-document.ts'
import { imageView } from '../../image-view.ts'
import { requireCustom } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'

type Body = Input<Operations['stageImage']>['body']

/** Sets a dated stage of one image, or whether it counts as latest. */
export const stageImage: Handler<'stageImage'> = async ({ params, query = {}, body }, context) => {
  if (body.state === undefined && body.excludeFromLatest === undefined) {
    throw new IngotError(
      'INVALID_REQUEST',
      'Nothing to set: give a state, or whether the image counts as latest',
    )
  }
  if (body.state === undefined && (body.from !== undefined || body.replacement !== undefined)) {
    throw new IngotError('INVALID_REQUEST', '"from" and "replacement" belong to a state, and none is given')
  }
  const { answer, view, dryRun } = await transact(context, 'image.stage', query, (before) => {
    const stored = ownImage(before.snapshot, findImage(before, params.image, query))
    requireCustom(before, stored.body.catalog)
    const changed = withLatest(
      stagedImage(stored.body, body, query.reason, before.at),
      body.excludeFromLatest,
    )
    return {
      changes: isSameJson(changed, stored.body) ? [] : [imageWritten(changed)],
      answer: { revision: stored.revision, body: changed },
    }
  })
  const stored = dryRun ? answer : ownImage(view.snapshot, answer)
  return { ...view.stamp, dryRun, image: imageView(effective(view.snapshot, stored), view.at) }
}

function stagedImage(
  image: Image,
  { state, from, replacement }: Body,
  reason: string | undefined,
  at: Date,
): Image {
  if (state === undefined) return image
  const stage: Stage = {
    state,
    from: new Date(from ?? at).toISOString(),
    ...(reason === undefined ? {} : { reason }),
    ...(replacement === undefined ? {} : { replacement }),
  }
  return withStage(image, stage)
}

function withLatest(image: Image, excluded: boolean | undefined): Image {
  if (excluded === undefined) return image
  const { excludeFromLatest: _, ...rest } = image
  return excluded ? { ...rest, excludeFromLatest: true } : rest
}
