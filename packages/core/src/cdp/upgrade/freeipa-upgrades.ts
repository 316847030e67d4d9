import type { CatalogContent } from '../selection/catalog-content.ts'
import { readListing } from '../selection/listing.ts'
import type { UpgradeCandidate } from './candidate.ts'
import { drop, type Drop } from './drop.ts'
import { compareAges } from './freeipa-age.ts'
import { freeipaDrop } from './freeipa-drop.ts'
import { upgradesOf, type Judged } from './judged.ts'
import { orderedCandidates } from './ordered-candidates.ts'
import { freeipaStanding } from './standing.ts'
import type { UpgradeContext } from './upgrade-context.ts'
import type { Upgrades } from './upgrades.ts'

/** Which images of a catalog the FreeIPA of an environment can be upgraded to: of each operating system the latest. */
export function freeipaUpgrades(content: CatalogContent, context: UpgradeContext): Upgrades {
  const listing = readListing(content)
  const judged = orderedCandidates(content, 'freeipa').map((candidate): Judged => {
    const dropped = freeipaStanding(candidate, context, listing)?.drop ?? freeipaDrop(candidate, context)
    return dropped === undefined ? { candidate } : { candidate, drop: dropped }
  })
  const upgrades = upgradesOf(latestOnly(judged), context)
  if (upgrades.candidates.length > 0) return upgrades
  return { ...upgrades, reason: reasonOfNone(content, judged, context) }
}

/** Keeps of each operating system the latest image alone. */
function latestOnly(judged: readonly Judged[]): Judged[] {
  const latest = new Map<string, UpgradeCandidate>()
  for (const { candidate, drop: dropped } of judged) {
    if (dropped !== undefined) continue
    const other = latest.get(osOf(candidate))
    if (other === undefined || isLater(candidate, other)) latest.set(osOf(candidate), candidate)
  }
  return judged.map((one) => {
    if (one.drop !== undefined) return one
    const newest = latest.get(osOf(one.candidate))!
    return newest === one.candidate ? one : { ...one, drop: notTheLatest(newest) }
  })
}

function osOf({ entry }: UpgradeCandidate): string {
  return (entry.os ?? '').toLowerCase()
}

function isLater(a: UpgradeCandidate, b: UpgradeCandidate): boolean {
  const order = compareAges(a, b) ?? (a.created ?? -1) - (b.created ?? -1)
  return order === 0 ? a.image.id < b.image.id : order > 0
}

function notTheLatest({ image, entry }: UpgradeCandidate): Drop {
  const os = entry.os ?? 'its operating system'
  return drop(
    'NOT_THE_LATEST',
    () => `${image.id} of ${entry.date} is later, and the latest of ${os} was needed`,
  )
}

/** FreeIPA itself says nothing where there is nothing. */
function reasonOfNone(content: CatalogContent, judged: readonly Judged[], context: UpgradeContext): string {
  const { target, consumer } = context
  if (target === undefined) {
    return judged.length === 0
      ? `The catalog "${content.name}" has no FreeIPA images.`
      : `No FreeIPA image of the catalog "${content.name}" is later than ${consumer.image.id} and fits ${consumer.name}.`
  }
  const asked = judged.find(({ drop: dropped }) => dropped?.code !== 'NOT_ASKED_FOR')
  return asked?.drop === undefined
    ? `Can't upgrade to '${target}' image because there is no image with this id in the image catalog.`
    : `Can't upgrade to '${target}' image from '${consumer.image.id}' image. ${asked.drop.message()}.`
}
