import type { ImageFacts } from '@ingot/contract'

/** That no candidate has a runtime, with those that there are (Cloudbreak, ClusterUpgradeCandidateFilterService). */
export function noSuchRuntime(runtime: string, candidates: readonly Pick<ImageFacts, 'stack'>[]): string {
  const runtimes = [...new Set(candidates.map(({ stack }) => stack ?? 'null'))]
  return `There is no image eligible for the cluster upgrade with runtime: ${runtime}. Please choose a runtime from the following: ${runtimes.join(',')}`
}

/** That an image is no candidate, with those that there are. */
export function noSuchImage(image: string, candidates: readonly Pick<ImageFacts, 'id'>[]): string {
  const ids = candidates.map(({ id }) => id)
  return `The given image (${image}) is not eligible for the cluster upgrade. Please choose an id from the following image(s): ${ids.join(',')}`
}
