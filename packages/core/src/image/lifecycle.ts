import type { Image, LifecycleState, Stage } from '@ingot/contract'

/**
 * The lifecycle stage that an image is in at a moment: the last one whose `from` has come. `undefined` before the
 * first. A stage whose `from` is no time is never reached.
 */
export function stageAt(image: Pick<Image, 'stages'>, at: Date): Stage | undefined {
  const moment = at.getTime()
  return image.stages.findLast((stage) => Date.parse(stage.from) <= moment)
}

/** The lifecycle state of an image at a moment: that of its stage, and active before the first. */
export function stateAt(image: Pick<Image, 'stages'>, at: Date): LifecycleState {
  return stageAt(image, at)?.state ?? 'active'
}

/** The image with one more stage, in the order of time. A stage that begins at the same moment is replaced. */
export function withStage(image: Image, stage: Stage): Image {
  const from = Date.parse(stage.from)
  const others = image.stages.filter((other) => Date.parse(other.from) !== from)
  const stages = [...others, stage].toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))
  return { ...image, stages }
}
