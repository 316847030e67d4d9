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
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameJson(item, b[index], depth + 1))
  }
  const [old, fresh] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(old)
  if (keys.length !== Object.keys(fresh).length) return false
  return keys.every((key) => Object.hasOwn(fresh, key) && isSameJson(old[key], fresh[key], depth + 1))
}
