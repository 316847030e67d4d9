import type { Image, Stage, SyncedImage } from '@ingot/contract'
import { imageReference } from '../image/image-reference.ts'
import { withStage } from '../image/lifecycle.ts'
import type { StoredImage } from '../image/source.ts'
import { planImages, type PlannedImage } from './plan-images.ts'

/** What a sync makes of the images of a mirrored catalog. */
export interface MirrorPlan {
  /** What came, changed, returned, in the order of the source; then what went. */
  readonly images: readonly SyncedImage[]
  /** How many images the source lists as they are known. */
  readonly unchanged: number
  /** The images that have to be stored. */
  readonly writes: readonly Image[]
}

/**
 * Plans how the images of a mirrored catalog follow those that its source lists at a moment. What the source lists no
 * longer is kept, withdrawn and disabled, so that what derives from it can still be read; when it is listed again it
 * is as the source has it then.
 */
export function planMirror(current: readonly StoredImage[], listed: readonly Image[], at: Date): MirrorPlan {
  const plan = planImages(current, listed)
  const differing = plan.images.filter(({ change }) => change !== 'unchanged')
  const gone = plan.gone.filter(({ body }) => body.withdrawn === undefined)
  const withdrawn = gone.map(({ body }) => withdraw(body, at))
  return {
    images: [
      ...differing.map(syncedImage),
      ...withdrawn.map((image): SyncedImage => {
        return { image: imageReference(image), change: 'withdrawn', differences: [] }
      }),
    ],
    unchanged: plan.images.length - differing.length,
    writes: [...differing.map(({ image }) => image), ...withdrawn],
  }
}

function syncedImage({ image, change, before, differences }: PlannedImage): SyncedImage {
  const came = change === 'added' ? 'added' : 'changed'
  return {
    image: imageReference(image),
    change: before?.withdrawn === undefined ? came : 'returned',
    differences: [...differences],
  }
}

function withdraw(image: Image, at: Date): Image {
  const from = at.toISOString()
  const stage: Stage = { state: 'disabled', from, reason: 'The source no longer lists it' }
  return { ...withStage(image, stage), withdrawn: from }
}
