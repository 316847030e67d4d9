import type { ImageFacts } from '@ingot/contract'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { readListing, type Listing } from '../selection/listing.ts'
import type { UpgradeCandidate } from './candidate.ts'
import { drop } from './drop.ts'
import { upgradeFilters } from './filters/upgrade-filters.ts'
import { upgradesOf, type Judged } from './judged.ts'
import { orderedCandidates } from './ordered-candidates.ts'
import { noSuchRuntime } from './refusal-texts.ts'
import { runtimeStanding } from './standing.ts'
import type { UpgradeContext } from './upgrade-context.ts'
import type { Upgrades } from './upgrades.ts'

/** Which images of a catalog a cluster can be upgraded to, by the twelve filters of Cloudbreak. */
export function runtimeUpgrades(content: CatalogContent, context: UpgradeContext): Upgrades {
  const listing = readListing(content)
  const filtered = orderedCandidates(content, 'runtime').map((one) => judge(one, context, listing))
  const upgrades = upgradesOf(ofRuntime(filtered, context), context)
  if (upgrades.candidates.length > 0) return upgrades
  return { ...upgrades, reason: reasonOfNone(filtered, context) }
}

function judge(candidate: UpgradeCandidate, context: UpgradeContext, listing: Listing): Judged {
  const standing = runtimeStanding(candidate, context, listing)
  if (standing !== undefined) return { candidate, ...standing }
  for (const filter of upgradeFilters) {
    const dropped = filter.drop(candidate, context)
    if (dropped !== undefined) return { candidate, filter: filter.number, drop: dropped }
  }
  return { candidate }
}

/** Leaves those of the runtime that was asked for; which others there are is known only after the filters. */
function ofRuntime(judged: readonly Judged[], { runtime }: UpgradeContext): readonly Judged[] {
  if (runtime === undefined) return judged
  return judged.map((one) => {
    const { stack } = one.candidate.facts
    if (one.drop !== undefined || stack === runtime) return one
    return { ...one, drop: drop('OTHER_RUNTIME', () => `It has runtime ${stack}; ${runtime} was asked for`) }
  })
}

/**
 * The reason of the filter that left no image: each image is dropped by the first that does not fit, so it is the
 * last of these. With candidates left, it was the runtime that was asked for.
 */
function reasonOfNone(filtered: readonly Judged[], context: UpgradeContext): string {
  const left = filtered.filter((one) => one.drop === undefined)
  if (left.length > 0) return noSuchRuntime(context.runtime!, left.map(factsOf))
  let last = -1
  for (const { filter = -1 } of filtered) if (filter > last) last = filter
  const filter = upgradeFilters.find(({ number }) => number === last)
  if (filter === undefined) return reasonOfNothing(context)
  const { candidate, drop } = filtered.find((one) => one.filter === last)!
  return filter.reason(context, { candidate, drop: drop! })
}

/** Filter 0, or the first that speaks of no target. */
function reasonOfNothing({ target }: UpgradeContext): string {
  return target === undefined
    ? 'There are no eligible images to upgrade.'
    : `Can't upgrade to '${target}' image because there is no image with this id in the image catalog.`
}

function factsOf({ candidate }: Judged): ImageFacts {
  return candidate.facts
}
