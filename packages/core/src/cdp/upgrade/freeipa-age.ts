import type { UpgradeCandidate } from './candidate.ts'

const day = /^\d{4}-\d{2}-\d{2}$/

/**
 * Which of two FreeIPA images is the later: by the day of the build (FreeIPA, UpgradeImageService); of the same day by
 * when they were made, which of a derived image is when it was derived, so that one that is hardened again comes after
 * its source. `undefined` where neither is known of both.
 */
export function compareAges(a: UpgradeCandidate, b: UpgradeCandidate): number | undefined {
  const firstDay = dayOf(a)
  const secondDay = dayOf(b)
  const hasDays = firstDay !== undefined && secondDay !== undefined
  if (hasDays && firstDay !== secondDay) return firstDay < secondDay ? -1 : 1
  const firstMoment = momentOf(a)
  const secondMoment = momentOf(b)
  if (firstMoment !== undefined && secondMoment !== undefined) return Math.sign(firstMoment - secondMoment)
  return hasDays ? 0 : undefined
}

function dayOf({ entry: { date } }: UpgradeCandidate): string | undefined {
  return date !== undefined && day.test(date) ? date : undefined
}

/** Early catalogs say 0 where they do not know. */
function momentOf({ created }: UpgradeCandidate): number | undefined {
  return created === 0 ? undefined : created
}
