import type { Value } from './value.ts'

/** How much a value weighs: one for each value in it and for each character of its strings; and its levels. */
export interface Measure {
  readonly weight: number
  readonly depth: number
}

const SCALAR: Measure = { weight: 1, depth: 1 }

/** Values are immutable and share their parts, so each list and record is measured once. */
const known = new WeakMap<Value, Measure>()

/**
 * The weight and depth of a value, as if shared parts were copies: `{x, x}` of a large `x` weighs twice as much, for
 * so it will when it is printed. Parts that are deeper than the stack allows must have been measured before.
 */
export function measure(value: Value): Measure {
  if (value.type === 'string') return { weight: 1 + value.value.length, depth: 1 }
  if (value.type !== 'list' && value.type !== 'record') return SCALAR
  const before = known.get(value)
  if (before !== undefined) return before
  let [weight, depth] = [1, 0]
  for (const part of partsOf(value)) {
    const inner = measure(part)
    weight += inner.weight
    depth = Math.max(depth, inner.depth)
  }
  const result = { weight, depth: depth + 1 }
  known.set(value, result)
  return result
}

function* partsOf(value: Extract<Value, { type: 'list' | 'record' }>): Generator<Value> {
  if (value.type === 'list') yield* value.items
  else for (const entry of value.entries.values()) yield entry.value
}
