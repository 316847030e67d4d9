/**
 * The one of `names` that `name` was most likely meant to be: at most two letters added, lost, changed or swapped
 * with the next (one in short names), or undefined. Of several equally near ones the first is taken.
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const limit = name.length < 6 ? 1 : 2
  let nearest: string | undefined
  let least = limit + 1
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) > limit) continue
    const distance = editDistance(name, candidate)
    if (distance > 0 && distance < least) {
      least = distance
      nearest = candidate
    }
  }
  return nearest
}

/** The most names that are compared to find one that was meant: beyond that the answer is worth less than the work. */
const mostCompared = 100_000

/** Finds nearest names for many names, until the work adds up to too much. */
export function createNameFinder(): (
  name: string,
  names: ReadonlyMap<string, unknown>,
) => string | undefined {
  let compared = 0
  return (name, names) => {
    compared += names.size
    return compared > mostCompared ? undefined : nearestName(name, names.keys())
  }
}

const longest = 64

/** Damerau-Levenshtein distance (optimal string alignment). Names over 64 characters are taken as wholly different. */
export function editDistance(a: string, b: string): number {
  if (a.length > longest || b.length > longest) return longest
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1
      const least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + change,
      )
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(swapped ? Math.min(least, (before[column - 2] ?? 0) + 1) : least)
    }
    before = above
    above = current
  }
  return above[b.length] ?? longest
}
