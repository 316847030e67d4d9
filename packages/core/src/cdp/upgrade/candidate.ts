import type { Image, ImageFacts } from '@ingot/contract'
import type { Version } from '../../version/version.ts'
import { createdAt } from '../cloudbreak/created-at.ts'
import { imageFacts } from '../cloudbreak/image-facts.ts'
import { readEntry, type Entry } from '../cloudbreak/read-entry.ts'
import { candidateStack, managerRelease, readVersion, type Release } from './release.ts'

/** An image that may be an upgrade, with all that filters and orders ask of it. */
export interface UpgradeCandidate {
  readonly image: Image
  readonly entry: Entry
  readonly facts: ImageFacts
  /** Whether it was withdrawn or has lifecycle stages: of most images neither has to be looked at. */
  readonly hasStages: boolean
  /** Whether it derives from a source that is gone, so that what is on it is not known. */
  readonly lacksSource: boolean
  /** In ms since the epoch. */
  readonly created: number | undefined
  readonly manager: Release
  /** What is compared of its stack. */
  readonly stack: Release
  /** What its package versions say of the stack: the runtime, in the words of Cloudbreak the version of CDP. */
  readonly runtime: Version | undefined
}

/** Images are documents of the ledger, effective or stored, and never change: each is made ready once. */
const known = new WeakMap<Image, UpgradeCandidate>()

/** An image, ready to be judged. */
export function upgradeCandidate(image: Image): UpgradeCandidate {
  const before = known.get(image)
  if (before !== undefined) return before
  const entry = readEntry(image)
  const facts = imageFacts(image)
  const candidate = {
    image,
    entry,
    facts,
    hasStages: image.withdrawn !== undefined || image.stages.length > 0,
    lacksSource: image.cloudbreak === undefined,
    created: createdAt(image),
    manager: managerRelease(entry),
    stack: candidateStack(entry),
    runtime: facts.stack === undefined ? undefined : readVersion(facts.stack),
  }
  known.set(image, candidate)
  return candidate
}
