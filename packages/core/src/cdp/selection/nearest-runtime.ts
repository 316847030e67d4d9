import { compareVersionTexts } from '../../version/compare.ts'
import { parseVersion } from '../../version/version.ts'

/** How far a runtime is from the one that is asked for; the smaller the nearer, side by side. */
interface Distance {
  /** How many parts both begin with alike, from the left; -1 for what is no version. */
  readonly shared: number
  /** By how much the first part that differs does; 0 where one of the two ends before it. */
  readonly difference: number
}

/**
 * Orders runtimes by how near they are to the one that is asked for, the nearest first: those that share most of its
 * parts, as `7.2.17` does of `7.2.17.400`; then those with the nearest number; then the newest.
 */
export function nearestRuntimes(wanted: string, runtimes: Iterable<string>): string[] {
  return [...runtimes]
    .map((runtime) => ({ runtime, distance: distanceOf(wanted, runtime) }))
    .toSorted(
      (a, b) =>
        b.distance.shared - a.distance.shared ||
        a.distance.difference - b.distance.difference ||
        compareVersionTexts(b.runtime, a.runtime) ||
        (a.runtime < b.runtime ? -1 : 1),
    )
    .map(({ runtime }) => runtime)
}

function distanceOf(wanted: string, runtime: string): Distance {
  const a = parseVersion(wanted)?.parts ?? []
  const b = parseVersion(runtime)?.parts
  if (b === undefined) return { shared: -1, difference: 0 }
  const end = Math.min(a.length, b.length)
  for (let index = 0; index < end; index++) {
    const first = a[index]!
    const second = b[index]!
    if (first.digits === second.digits && first.suffix === second.suffix) continue
    return { shared: index, difference: Math.abs(Number(first.digits) - Number(second.digits)) }
  }
  return { shared: end, difference: 0 }
}
