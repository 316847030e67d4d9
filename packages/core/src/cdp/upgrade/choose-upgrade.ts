import type { ConsumerType, ImageFacts, Refusal, UpgradeListing } from '@ingot/contract'
import { noSuchImage, noSuchRuntime } from './refusal-texts.ts'

/** Which candidate is wanted: that of an id, the best of a runtime, or the best. */
export interface UpgradeChoice {
  readonly image?: string
  readonly runtime?: string
  readonly type: ConsumerType
}

/**
 * The candidate to go to: candidates are listed best first, so it is the first that fits (Cloudbreak,
 * ClusterUpgradeCandidateFilterService and DistroXUpgradeImageSelector). The refusal is `NOT_UPGRADABLE`, in the words
 * of Cloudbreak.
 */
export function chooseUpgrade(
  listing: Pick<UpgradeListing, 'candidates' | 'reason'>,
  { image, runtime, type }: UpgradeChoice,
): { image: ImageFacts } | { refusal: Refusal } {
  const { candidates, reason } = listing
  if (candidates.length === 0) return refuse(reason ?? `There is no image to upgrade the ${type} to.`)
  if (image !== undefined) {
    const asked = candidates.find(({ id }) => id.toLowerCase() === image.toLowerCase())
    return asked === undefined ? refuse(noSuchImage(image, candidates)) : { image: asked }
  }
  // FreeIPA has no runtimes.
  if (runtime === undefined || type === 'environment') return { image: candidates[0]! }
  const newest = candidates.find(({ stack }) => stack === runtime)
  return newest === undefined ? refuse(noSuchRuntime(runtime, candidates)) : { image: newest }
}

function refuse(message: string): { refusal: Refusal } {
  const remedy = '"ingot upgrade list" shows every image with its verdict.'
  return { refusal: { code: 'NOT_UPGRADABLE', message, remedy } }
}
