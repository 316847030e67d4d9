import { compareVersions } from '../../version/compare.ts'
import { parseVersion, type Version } from '../../version/version.ts'
import type { SelectionCandidate } from './candidate.ts'
import { preferredOs } from './supported-os.ts'

/** Orders candidates, the preferred one first. */
export type CandidateOrder = (a: SelectionCandidate, b: SelectionCandidate) => number

/** The first of `orders` that tells two candidates apart decides. */
export function inTurn(...orders: readonly CandidateOrder[]): CandidateOrder {
  return (a, b) => {
    for (const order of orders) {
      const difference = order(a, b)
      if (difference !== 0) return difference
    }
    return 0
  }
}

/** What decides in the end, so that an order is total. */
export const byId: CandidateOrder = (a, b) => compareTexts(a.image.id, b.image.id)

/** Images of the preferred operating system first (Cloudbreak, ImageComparator). */
export const preferredOsFirst: CandidateOrder = (a, b) => Number(isPreferred(b)) - Number(isPreferred(a))

/** The newest runtime first; without one last. */
export function newestRuntimeFirst(): CandidateOrder {
  const versions = new Map<string, Version | undefined>()
  // A catalog has thousands of images of a few runtimes.
  const versionOf = ({ entry: { version } }: SelectionCandidate): Version | undefined => {
    if (version === undefined) return undefined
    if (!versions.has(version)) versions.set(version, parseVersion(version))
    return versions.get(version)
  }
  return (a, b) => {
    const [first, second] = [versionOf(a), versionOf(b)]
    if (first !== undefined && second !== undefined) return compareVersions(second, first)
    return Number(first === undefined) - Number(second === undefined)
  }
}

/** What the catalog names as default, then what else it lists, then the rest (FreeIPA, FreeIpaImageProvider). */
export const listedFirst: CandidateOrder = (a, b) => standing(b) - standing(a)

/**
 * The newest first, by the moment of creation; by the day of the build where one of `compared` does not say its moment
 * (Cloudbreak, ImageComparator), for then the two cannot be mixed without going round in circles.
 */
export function newestFirst(compared: readonly SelectionCandidate[]): CandidateOrder {
  const hasUnknown = compared.some(({ created }) => created === undefined)
  return hasUnknown ? inTurn(byDate, byMoment) : inTurn(byMoment, byDate)
}

function byMoment(a: SelectionCandidate, b: SelectionCandidate): number {
  return (b.created ?? -1) - (a.created ?? -1)
}

function byDate(a: SelectionCandidate, b: SelectionCandidate): number {
  return compareTexts(b.entry.date ?? '', a.entry.date ?? '')
}

function isPreferred({ entry }: SelectionCandidate): boolean {
  return entry.os?.toLowerCase() === preferredOs
}

function standing({ isListed, isMarkedDefault }: SelectionCandidate): number {
  return isMarkedDefault ? 2 : isListed ? 1 : 0
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
