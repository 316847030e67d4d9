import type { Artifact, Image, RegionCover } from '@ingot/contract'
import { effectiveReferences } from './effective-references.ts'
import { anyRegion, artifactName, placeKey } from './region.ts'

/**
 * Which regions of its source a derived image covers, given the image as it is stored. A reference without a region
 * (`default`) covers every region of its provider. Without a source there is nothing to compare with.
 */
export function regionCover(own: Image, source: Image | undefined): RegionCover {
  if (source === undefined) return { source: 0, here: own.artifacts.length, missing: [], extra: [] }
  const { artifacts } = effectiveReferences(own, source)
  const hasSeveral = new Set(source.artifacts.map(({ provider }) => provider)).size > 1
  const nameOf = ({ provider, region }: Artifact) => artifactName(provider, region, hasSeveral)
  return {
    source: source.artifacts.length,
    here: artifacts.length,
    missing: uncovered(source.artifacts, artifacts).map(nameOf),
    extra: uncovered(artifacts, source.artifacts).map(nameOf),
  }
}

/** The artifacts of `wanted` for whose place `given` has neither a reference nor one for any region. */
function uncovered(wanted: readonly Artifact[], given: readonly Artifact[]): Artifact[] {
  const places = new Set(given.map(placeKey))
  return wanted.filter(
    (artifact) =>
      !places.has(placeKey(artifact)) &&
      !places.has(placeKey({ provider: artifact.provider, region: anyRegion })),
  )
}
