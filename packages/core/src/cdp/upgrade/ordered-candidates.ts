import type { Image, ImageType } from '@ingot/contract'
import type { Version } from '../../version/version.ts'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { upgradeCandidate, type UpgradeCandidate } from './candidate.ts'
import { compareReleaseVersions } from './release.ts'

type Ordered = Readonly<Record<ImageType, readonly UpgradeCandidate[]>>

const known = new WeakMap<CatalogContent['images'], Ordered>()

/**
 * The images of a type that a catalog has, by the version of the stack and by when they were made, the newest first
 * (Cloudbreak, ImageInfoV4Response); in the end by id, so that the order is total. It is worked out once for a catalog.
 */
export function orderedCandidates({ images }: CatalogContent, type: ImageType): readonly UpgradeCandidate[] {
  const before = known.get(images)
  if (before !== undefined) return before[type]
  const all = images
    .map(({ body }) => body)
    .filter(isOfCdp)
    .map(upgradeCandidate)
    .toSorted(compare)
  const ordered = {
    runtime: all.filter(({ facts }) => facts.type === 'runtime'),
    freeipa: all.filter(({ facts }) => facts.type === 'freeipa'),
  }
  known.set(images, ordered)
  return ordered[type]
}

/** Images of other systems are no images of CDP. */
function isOfCdp({ cloudbreak, derived }: Image): boolean {
  return cloudbreak !== undefined || derived !== undefined
}

function compare(a: UpgradeCandidate, b: UpgradeCandidate): number {
  return (
    compareRuntimes(b.runtime, a.runtime) ||
    (b.created ?? -1) - (a.created ?? -1) ||
    compareTexts(a.image.id, b.image.id)
  )
}

function compareRuntimes(a: Version | undefined, b: Version | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1
  return compareReleaseVersions(a, b)
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
