import { upgradeCandidate, type UpgradeCandidate } from './candidate.ts'
import { drop, type Drop } from './drop.ts'
import { architectureFilter } from './filters/architecture-filter.ts'
import { currentImageFilter, isCurrentImage } from './filters/current-image-filter.ts'
import { providerFilter } from './filters/provider-filter.ts'
import { regionFilter } from './filters/region-filter.ts'
import { compareAges } from './freeipa-age.ts'
import { describeOs, isNextOs, isSameOs } from './operating-system.ts'
import { enforcesSelinux, supportsSelinux } from './selinux.ts'
import type { UpgradeContext } from './upgrade-context.ts'

/**
 * Why the FreeIPA of an environment cannot go to an image (FreeIPA, FreeIpaImageFilter and UpgradeImageService). It
 * shares with clusters what is asked of architecture, place and the present image.
 */
export function freeipaDrop(candidate: UpgradeCandidate, context: UpgradeContext): Drop | undefined {
  for (const filter of [architectureFilter, currentImageFilter, providerFilter, regionFilter]) {
    const dropped = filter.drop(candidate, context)
    if (dropped !== undefined) return dropped
  }
  return osDrop(candidate, context) ?? selinuxDrop(candidate, context) ?? ageDrop(candidate, context)
}

function osDrop({ entry }: UpgradeCandidate, context: UpgradeContext): Drop | undefined {
  if (isSameOs(context.entry, entry)) return undefined
  const isNext = isNextOs(context.entry, entry)
  if (isNext && context.majorOs) return undefined
  const present = describeOs(context.entry)
  const wanted = isNext
    ? `${present} was needed, as the next major one was not allowed`
    : `${present}${context.majorOs ? ' or the next major one' : ''} was needed`
  return drop('OS_DIFFERS', () => `It is on ${describeOs(entry)}; ${wanted}`)
}

function selinuxDrop({ entry }: UpgradeCandidate, { consumer }: UpgradeContext): Drop | undefined {
  return enforcesSelinux(consumer) && !supportsSelinux(entry)
    ? drop('SELINUX_UNSUPPORTED', () => 'Its tag selinux-supported denies what the environment enforces')
    : undefined
}

/** What was hardened again under its id is new, whatever its age. */
function ageDrop(candidate: UpgradeCandidate, context: UpgradeContext): Drop | undefined {
  if (isCurrentImage(candidate.image, context.consumer)) return undefined
  const current = upgradeCandidate(context.current)
  const order = compareAges(candidate, current)
  if (order !== undefined && order > 0) return undefined
  const dates = `It was built on ${candidate.entry.date ?? 'an unknown day'}, the present image on ${current.entry.date ?? 'an unknown day'}`
  return drop('NOT_NEWER', () => `${dates}; a later one was needed`)
}
