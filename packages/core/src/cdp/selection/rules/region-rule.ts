import { describeList } from '../../../resolve/describe.ts'
import type { Explanation } from '../../../rule/candidate-rule.ts'
import type { SelectionCandidate } from '../candidate.ts'
import { isOfProvider, regionReference } from '../region-reference.ts'
import type { SelectionRule, Wanted } from '../rule.ts'

/** Keeps images that machines can be started from in the region: with an artifact of it, or one without a region. */
export const regionRule: SelectionRule = {
  name: 'region',
  drop({ image }, { provider, region }) {
    if (region === undefined) return undefined
    return regionReference(image, provider, region) === undefined ? 'NO_ARTIFACT_HERE' : undefined
  },
  explain(candidate, wanted, code): Explanation {
    const { provider, region = 'any' } = wanted
    if (code !== undefined) {
      const regions = regionsOf(candidate, wanted)
      const others = regions.length === 0 ? 'it has none at all' : `it has ${describeList(regions, 'and')}`
      return {
        message: `It has no reference for ${region} of ${provider}; ${others}`,
        evidence: { region, regions: String(regions.length) },
      }
    }
    const artifact = regionReference(candidate.image, provider, region)
    const message =
      artifact?.region === undefined
        ? 'It has no reference of this region alone; the one for any region is taken'
        : `It has a reference for ${artifact.region}`
    return { message, evidence: { region, reference: artifact?.reference ?? '' } }
  },
  change(candidate, wanted) {
    const regions = regionsOf(candidate, wanted)
    const derive = `Derive an image from it that has a reference for ${wanted.region}`
    return regions.length === 0 ? derive : `${derive}, or start in ${describeList(regions, 'or')}`
  },
}

function regionsOf({ image }: SelectionCandidate, { provider }: Wanted): string[] {
  const own = image.artifacts.filter((artifact) => isOfProvider(artifact, provider))
  return [...new Set(own.map(({ region }) => region ?? 'default'))].toSorted()
}
