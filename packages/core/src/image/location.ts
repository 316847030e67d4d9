import type { Location } from '@ingot/contract'
import { normalizeProvider } from './provider.ts'

/**
 * A location made comparable: providers by their one name, regions without blanks, all in lower case; an open
 * side is `undefined`.
 */
export interface Place {
  readonly provider: string | undefined
  readonly account: string | undefined
  readonly region: string | undefined
}

/** What `artifactRank` answers for an artifact that does not fit. */
export const unfit = -1

/** Makes a location (or an artifact, which has the same sides) comparable. A blank side counts as open. */
export function normalizeLocation(location: Location): Place {
  const provider = side(location.provider)
  return {
    provider: provider === undefined ? undefined : normalizeProvider(provider),
    account: side(location.account),
    region: location.region === undefined ? undefined : side(regionKey(location.region)),
  }
}

/** A region made comparable: Azure writes `West US 2` to people, and catalogs of Cloudbreak with it, but `westus2` to machines. */
export function regionKey(region: string): string {
  return region.toLowerCase().replaceAll(' ', '')
}

/**
 * How well an artifact fits where a node starts: `unfit`, or the greater the better. Each side is worth most where
 * both say the same, less where the artifact leaves it open, least where only the request does; the provider counts
 * before the region, the region before the account.
 */
export function artifactRank(artifact: Place, wanted: Place): number {
  const provider = sideRank(artifact.provider, wanted.provider)
  const region = sideRank(artifact.region, wanted.region)
  const account = sideRank(artifact.account, wanted.account)
  if (provider === unfit || region === unfit || account === unfit) return unfit
  return provider * 9 + region * 3 + account
}

/** Whether an artifact can be booted in a location; sides that either leaves open fit. */
export function artifactFits(artifact: Location, location: Location): boolean {
  return artifactRank(normalizeLocation(artifact), normalizeLocation(location)) !== unfit
}

/** A location as people write it: `azure/eastus (account prod)`; `any place` where every side is open. */
export function describeLocation(location: Location): string {
  const sides = [location.provider, location.region].map((one) => one?.trim()).filter(Boolean)
  const account = location.account?.trim()
  if (sides.length === 0 && !account) return 'any place'
  const place =
    sides.length === 0 ? 'any provider' : !location.provider ? `region ${sides[0]}` : sides.join('/')
  return account ? `${place} (account ${account})` : place
}

function side(text: string | undefined): string | undefined {
  const trimmed = text?.trim().toLowerCase()
  return trimmed === '' ? undefined : trimmed
}

function sideRank(artifact: string | undefined, wanted: string | undefined): number {
  if (artifact === undefined) return 1
  if (wanted === undefined) return 0
  return artifact === wanted ? 2 : unfit
}
