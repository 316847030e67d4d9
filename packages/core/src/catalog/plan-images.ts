import type { Image } from '@ingot/contract'
import type { StoredImage } from '../image/source.ts'
import { describeDifference, differences } from '../log/differences.ts'
import { isSameJson } from '../log/is-same-json.ts'

/** What would become of one wanted image. */
export interface PlannedImage {
  readonly change: 'added' | 'changed' | 'unchanged'
  /** The image as it is to be stored. */
  readonly image: Image
  readonly before: Image | undefined
  /** What differs, a line each; empty unless the image is changed. */
  readonly differences: readonly string[]
}

/** What storing the wanted images would change. */
export interface ImagePlan {
  /** In the order in which they are wanted. */
  readonly images: readonly PlannedImage[]
  /** Current images that are not wanted; whether they are to go is for the caller to say. */
  readonly gone: readonly StoredImage[]
}

/**
 * Plans how `current` images become the `wanted` ones, matched by id. The one planner: what a dry run shows is what
 * an import, or the mirroring of a default catalog, then stores. Of several wanted images with one id the last holds.
 *
 * With `keepLifecycle` an image that is there keeps its stages and whether it counts as latest, where the wanted one
 * says nothing of them: records cannot speak of either.
 */
export function planImages(
  current: readonly StoredImage[],
  wanted: readonly Image[],
  options: { keepLifecycle?: boolean } = {},
): ImagePlan {
  const before = new Map(current.map(({ body }) => [body.id, body]))
  const last = new Map(wanted.map((image) => [image.id, image]))
  const images = [...last.values()].map((image) => {
    const old = before.get(image.id)
    const isKept = options.keepLifecycle === true && old !== undefined
    return planImage(old, isKept ? withLifecycleOf(image, old) : image)
  })
  return { images, gone: current.filter(({ body }) => !last.has(body.id)) }
}

/** The images of a plan that have to be written. */
export function plannedWrites(plan: ImagePlan): Image[] {
  return plan.images.filter(({ change }) => change !== 'unchanged').map(({ image }) => image)
}

function planImage(before: Image | undefined, image: Image): PlannedImage {
  if (before === undefined) return { change: 'added', image, before, differences: [] }
  if (isSameJson(before, image)) return { change: 'unchanged', image, before, differences: [] }
  const lines = differences(before, image).map(describeDifference)
  return { change: lines.length === 0 ? 'unchanged' : 'changed', image, before, differences: lines }
}

function withLifecycleOf(image: Image, before: Image): Image {
  const excluded = image.excludeFromLatest ?? before.excludeFromLatest
  return {
    ...image,
    stages: image.stages.length === 0 ? before.stages : image.stages,
    ...(excluded === undefined ? {} : { excludeFromLatest: excluded }),
  }
}
