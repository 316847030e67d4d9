import type { Artifact, Image } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'

/** How well an artifact fits a region, the greater the better. */
const ranks = { unfit: 0, anyRegion: 1, otherSpelling: 2, otherCase: 3, same: 4 } as const

/**
 * What machines of a provider start from in a region (Cloudbreak, ImageService): the artifact of that region, compared
 * without case, else the one without a region, as the URNs of Azure Marketplace and many GCP images are. Azure knows a
 * region by a label and by a code, and here both are the same: `West US 2` and `westus2`. `undefined` where the image
 * has neither.
 */
export function regionReference(image: Image, provider: string, region: string): Artifact | undefined {
  const wanted = normalizeProvider(provider)
  let best: Artifact | undefined
  let bestRank: number = ranks.unfit
  for (const artifact of image.artifacts) {
    if (!isOfProvider(artifact, wanted)) continue
    const rank = rankOf(artifact.region, wanted, region)
    if (rank <= bestRank) continue
    best = artifact
    bestRank = rank
  }
  return best
}

/**
 * A test of artifacts for a region, in the spellings that `regionReference` takes for the same and with those that any
 * region may use. Each spelling is compared once, for there are many artifacts and few regions.
 */
export function regionTest(wanted: string): (artifact: Artifact) => boolean {
  const known = new Map<string, boolean>()
  return ({ provider, region = '' }) => {
    const key = `${provider} ${region}`
    let fits = known.get(key)
    if (fits === undefined) {
      fits = rankOf(region === '' ? undefined : region, normalizeProvider(provider), wanted) > ranks.unfit
      known.set(key, fits)
    }
    return fits
  }
}

/** Whether an artifact is for a provider, given by its one name. */
export function isOfProvider(artifact: Artifact, provider: string): boolean {
  return artifact.provider === provider || normalizeProvider(artifact.provider) === provider
}

/** Whether an image is for a provider, given by its one name, even where it has no reference for it. */
export function hasProvider(image: Image, provider: string): boolean {
  // The trait of a mirrored image says it without a look at tens of artifacts; several are joined by a hyphen.
  const trait = image.traits['provider']
  if (trait === provider) return true
  if (trait !== undefined && !trait.includes('-')) return false
  if (image.artifacts.some((artifact) => isOfProvider(artifact, provider))) return true
  return image.cloudbreak?.emptyProviders?.some((one) => normalizeProvider(one) === provider) ?? false
}

function rankOf(region: string | undefined, provider: string, wanted: string): number {
  if (region === undefined) return ranks.anyRegion
  if (region === wanted) return ranks.same
  const lower = region.toLowerCase()
  if (lower === wanted.trim().toLowerCase()) return ranks.otherCase
  if (lower === 'default') return ranks.anyRegion
  if (!provider.startsWith('azure')) return ranks.unfit
  return azureCode(region) === azureCode(wanted) ? ranks.otherSpelling : ranks.unfit
}

function azureCode(region: string): string {
  return region.toLowerCase().replaceAll(/[\s-]/g, '')
}
