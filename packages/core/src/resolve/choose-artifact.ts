import { artifactRank, unfit, type Place } from '../image/location.ts'
import type { Architecture } from '@ingot/contract'
import { artifactsIn, type PreparedArtifact, type PreparedImage } from './prepare.ts'

/** Several artifacts fit equally well, so none may be chosen. */
export const tied = 'tied'

/**
 * The artifact of an image that fits best where a node starts; `undefined` when none fits, `tied` when several fit
 * best (`bestArtifacts` tells which).
 */
export function chooseArtifact(
  image: PreparedImage,
  place: Place,
  architecture: Architecture | undefined,
): PreparedArtifact | typeof tied | undefined {
  let best: PreparedArtifact | undefined
  let bestRank = unfit
  let count = 0
  for (const artifact of artifactsIn(image, place.region)) {
    const rank = rankOf(artifact, place, architecture)
    if (rank === unfit || rank < bestRank) continue
    count = rank === bestRank ? count + 1 : 1
    bestRank = rank
    best = artifact
  }
  return count > 1 ? tied : best
}

/** The artifacts of an image that fit best, in the order of their names: none, one, or those that are tied. */
export function bestArtifacts(
  image: PreparedImage,
  place: Place,
  architecture: Architecture | undefined,
): PreparedArtifact[] {
  const near = artifactsIn(image, place.region)
  const ranks = near.map((artifact) => rankOf(artifact, place, architecture))
  const bestRank = ranks.reduce((best, rank) => Math.max(best, rank), unfit)
  return bestRank === unfit ? [] : near.filter((_, index) => ranks[index] === bestRank)
}

/** How well an artifact fits, as `artifactRank`; one for another architecture, or passed over for its drift, does not. */
export function rankOf(
  artifact: PreparedArtifact,
  place: Place,
  architecture: Architecture | undefined,
): number {
  const isOther =
    architecture !== undefined &&
    artifact.architecture !== undefined &&
    artifact.architecture !== architecture
  return isOther || artifact.isSkipped ? unfit : artifactRank(artifact.place, place)
}
