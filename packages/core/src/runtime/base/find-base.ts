import type { PlatformProof } from '@ingot/contract'
import type { OciPlatformImage } from '../../oci/oci-image.ts'
import type { PlatformEvidence } from './base-evidence.ts'
import type { BaseCandidate, PlatformBases } from './base-index.ts'
import type { PrefixMatch } from './prefix-index.ts'

/** The base that an image stands on, and how that is known. */
export interface FoundBase {
  readonly candidate: BaseCandidate
  readonly method: 'layer-digest' | 'diff-id' | 'verified-diff-id'
  /** How many layers are of the base. */
  readonly shared: number
}

/**
 * The deepest of the allowed bases that an image stands on: of those whose layers it begins with, the one with the
 * most. Between equally deep ones the same compressed bytes count before the same content.
 */
export function findBase(
  image: OciPlatformImage,
  bases: PlatformBases,
  evidence: PlatformEvidence,
): FoundBase | undefined {
  const byBytes = bases.byLayers.longestPrefix(image.layers.map(({ digest }) => digest))
  const byContent = bases.byDiffIds.longestPrefix(knownDiffIds(image, evidence))
  if (byBytes !== undefined && byBytes.length >= (byContent?.length ?? 0)) {
    return { candidate: byBytes.items[0]!, method: 'layer-digest', shared: byBytes.length }
  }
  return byContent && foundByContent(byContent, image, evidence)
}

function foundByContent(
  { items, length }: PrefixMatch<BaseCandidate>,
  image: OciPlatformImage,
  evidence: PlatformEvidence,
): FoundBase {
  const verified = items.find(({ snapshot }) =>
    snapshot.layers.every(
      (digest, index) => evidence.diffIds?.[index] !== undefined || image.layers[index]!.digest === digest,
    ),
  )
  return verified === undefined
    ? { candidate: items[0]!, method: 'diff-id', shared: length }
    : { candidate: verified, method: 'verified-diff-id', shared: length }
}

/** What was hashed counts before what the configuration says: a claim that was refuted is no claim any more. */
function knownDiffIds({ diffIds }: OciPlatformImage, evidence: PlatformEvidence): string[] {
  return diffIds.map((claimed, index) => evidence.diffIds?.[index] ?? claimed)
}

/** The base that an image which is on none has most in common with, and where the two part. */
export function nearestBase(image: OciPlatformImage, bases: PlatformBases): PlatformProof['nearest'] {
  const byBytes = bases.byLayers.nearest(image.layers.map(({ digest }) => digest))
  const byContent = bases.byDiffIds.nearest(image.diffIds)
  const nearest = (byContent?.common ?? 0) > (byBytes?.common ?? 0) ? byContent : byBytes
  if (nearest === undefined) return undefined
  const { base, snapshot } = nearest.items[0]!
  const { common, length } = nearest
  return {
    reference: base.reference,
    digest: snapshot.digest,
    common,
    of: length,
    message: `${base.reference} at ${snapshot.digest}: ${parting(image.layers.length, common, length)}`,
  }
}

function parting(own: number, common: number, length: number): string {
  return own <= common
    ? `the image has only the first ${common} of its ${length} layers`
    : `layer ${common + 1} of ${length} differs`
}
