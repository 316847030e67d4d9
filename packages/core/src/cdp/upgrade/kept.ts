import { regionReference } from '../selection/region-reference.ts'
import type { UpgradeCandidate } from './candidate.ts'
import { newReference, isCurrentImage } from './filters/current-image-filter.ts'
import { describeOs } from './operating-system.ts'
import type { UpgradeContext } from './upgrade-context.ts'

/** What is said of a candidate: what its machines start from, and what is on it. */
export function keptVerdict(
  { image, entry, facts: { stack: runtime } }: UpgradeCandidate,
  { consumer }: UpgradeContext,
): { code: 'CANDIDATE' | 'NEW_REFERENCE'; message: string } {
  const { provider, region } = consumer
  const what = `${runtime === undefined ? '' : `runtime ${runtime} on `}${describeOs(entry)}`
  const reference = regionReference(image, provider, region)?.reference
  const message = `It has ${what}, and machines in ${region} start from ${reference}`
  if (!isCurrentImage(image, consumer) || newReference(image, consumer) === undefined) {
    return { code: 'CANDIDATE', message }
  }
  return { code: 'NEW_REFERENCE', message: `${message} now, no longer from ${consumer.image.reference}` }
}
