import type { UpgradeCandidate } from './candidate.ts'
import type { Drop } from './drop.ts'
import type { UpgradeContext } from './upgrade-context.ts'

/** An image with what a filter said of it. */
export interface Dropped {
  readonly candidate: UpgradeCandidate
  readonly drop: Drop
}

/** One of the filters that images go through, in the order of their numbers. */
export interface UpgradeFilter {
  readonly number: number
  /** Why it drops an image; `undefined` keeps it. */
  drop(candidate: UpgradeCandidate, context: UpgradeContext): Drop | undefined
  /** What Cloudbreak says where it leaves no image, with the target that was asked for and without. */
  reason(context: UpgradeContext, last: Dropped): string
}

/** The same reason for one image, begun with the two images as Cloudbreak begins it. */
export function reasonOfTarget(context: UpgradeContext, reason: string): string {
  return `Can't upgrade to '${context.target}' image from '${context.consumer.image.id}' image. ${reason}`
}
