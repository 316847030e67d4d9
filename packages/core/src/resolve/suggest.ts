/** More names than this are not looked through. */
const namesLimit = 20_000
/** Longer names are not compared. */
const lengthLimit = 64
const suggestionsLimit = 3
/** Steps of comparing letters; where all names would take more, only those that contain the wanted one are found. */
const stepsLimit = 8_000_000

/**
 * Up to three of `names` that are near `wanted`, the nearest first: those that contain it or are contained in it,
 * and those a few letters away. Nothing where there are too many names to look through.
 */
export function suggest(wanted: string, names: Iterable<string>): string[] {
  const target = wanted.trim().toLowerCase()
  if (target === '' || target.length > lengthLimit) return []
  const known: string[] = []
  for (const name of names) {
    if (known.length === namesLimit) return []
    known.push(name)
  }
  const isCheap = known.length * target.length ** 2 <= stepsLimit
  const found: { name: string; distance: number }[] = []
  for (const name of known) {
    const distance = distanceTo(target, name.toLowerCase(), isCheap)
    if (distance !== undefined) found.push({ name, distance })
  }
  return found
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, suggestionsLimit)
    .map(({ name }) => name)
}

function distanceTo(target: string, name: string, isCheap: boolean): number | undefined {
  if (name.length > lengthLimit) return undefined
  const limit = Math.max(1, Math.floor(target.length / 3))
  const isPart = Math.min(target.length, name.length) > 2 && (name.includes(target) || target.includes(name))
  if (isPart) return 1
  if (!isCheap || Math.abs(name.length - target.length) > limit) return undefined
  const distance = editDistance(target, name)
  return distance <= limit ? distance : undefined
}

/** How many letters have to be put in, taken out or changed to make `b` of `a` (Levenshtein distance). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
