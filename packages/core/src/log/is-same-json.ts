/** Below this depth nobody looks any more. */
const depthLimit = 64

/**
 * Whether two JSON values are certainly the same, whatever the order of their members. A cheap look before the thorough
 * one of `differences()`: where it says no, they may still turn out to be alike.
 */
export function isSameJson(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (depth >= depthLimit || Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b)) return haveSameItems(a, b, depth + 1)
  return haveSameMembers(a as Record<string, unknown>, b as Record<string, unknown>, depth + 1)
}

// Plain loops: catalogs have millions of values, and a call back for each costs as much as the comparison.

function haveSameItems(a: readonly unknown[], b: readonly unknown[], depth: number): boolean {
  if (a.length !== b.length) return false
  for (const [index, item] of a.entries()) if (!isSameJson(item, b[index], depth)) return false
  return true
}

function haveSameMembers(a: Record<string, unknown>, b: Record<string, unknown>, depth: number): boolean {
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) if (!Object.hasOwn(b, key) || !isSameJson(a[key], b[key], depth)) return false
  return true
}
