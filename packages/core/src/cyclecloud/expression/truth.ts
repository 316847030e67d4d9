import { booleanValue, errorValue, FALSE, TRUE, UNDEFINED, type Value } from './value.ts'

/**
 * A value as a condition: booleans as they are, numbers by "not 0", UNDEFINED and ERROR kept, anything else (strings
 * above all) an ERROR. Source: HTCondor manual, "ClassAd Evaluation Semantics".
 */
export function truthOf(value: Value): Value {
  switch (value.type) {
    case 'boolean':
    case 'undefined':
    case 'error':
      return value
    case 'integer':
      return booleanValue(value.value !== 0n)
    case 'real':
      return booleanValue(value.value !== 0)
    default:
      return errorValue(`Expected a condition, but found ${value.type}`)
  }
}

/** `!value` */
export function not(value: Value): Value {
  const truth = truthOf(value)
  return truth.type === 'boolean' ? booleanValue(!truth.value) : truth
}

/**
 * `left && right` and `left || right`, from left to right: FALSE (for `||`: TRUE) on the left decides without the
 * right side, which is only evaluated when it matters. An UNDEFINED left side is decided by the right one alone.
 */
export function combine(operator: '&&' | '||', left: Value, evaluateRight: () => Value): Value {
  const deciding = operator === '||'
  const first = truthOf(left)
  if (first.type === 'error') return first
  if (first.type === 'boolean' && first.value === deciding) return first
  const second = truthOf(evaluateRight())
  if (second.type === 'error') return second
  if (second.type === 'boolean' && second.value === deciding) return second
  if (first.type === 'undefined' || second.type === 'undefined') return UNDEFINED
  return deciding ? FALSE : TRUE
}
