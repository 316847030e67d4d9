import type { BinaryOperator } from './expression.ts'
import { booleanValue, errorValue, UNDEFINED, type Value } from './value.ts'

/**
 * `== != < <= > >=`: strict in ERROR and UNDEFINED, strings without case, ERROR for types that do not compare.
 * Source: HTCondor manual, "ClassAd Evaluation Semantics".
 */
export function compare(operator: BinaryOperator, left: Value, right: Value): Value {
  if (left.type === 'error') return left
  if (right.type === 'error') return right
  if (left.type === 'undefined' || right.type === 'undefined') return UNDEFINED
  const isEquality = operator === '==' || operator === '!='
  if (left.type === 'boolean' && right.type === 'boolean' && isEquality) {
    return booleanValue((left.value === right.value) === (operator === '=='))
  }
  const [a, b] = [orderKey(left), orderKey(right)]
  if (a === undefined || b === undefined || a.family !== b.family) {
    return errorValue(`Cannot compare ${left.type} with ${right.type} by "${operator}"`)
  }
  return booleanValue(holds(operator, a.key, b.key))
}

/** Whether `==` holds; false also where it is UNDEFINED or an ERROR. */
export function isEqual(left: Value, right: Value): boolean {
  const result = compare('==', left, right)
  return result.type === 'boolean' && result.value
}

/**
 * `=?=` and `is`: same type and same value, strings with case, never UNDEFINED or ERROR. An integer is not identical
 * to a real. Errors are identical whatever their messages, times by the moment they mean.
 */
export function isIdentical(left: Value, right: Value): boolean {
  if (left.type === 'list' && right.type === 'list') {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, i) => isIdentical(item, right.items[i]!))
    )
  }
  if (left.type === 'record' && right.type === 'record') {
    if (left.entries.size !== right.entries.size) return false
    return [...left.entries].every(([name, entry]) => {
      const other = right.entries.get(name)
      return other !== undefined && isIdentical(entry.value, other.value)
    })
  }
  if (left.type !== right.type) return false
  if (left.type === 'undefined' || left.type === 'error') return true
  return scalar(left) === scalar(right)
}

/**
 * `===`: like `==`, strings without case and numbers by value, but never UNDEFINED or ERROR. CycleCloud documents the
 * operator without its meaning; shipped templates compare `"AWS"` with stored values in lower case by it.
 */
export function isSame(left: Value, right: Value): boolean {
  return isEqual(left, right) || isIdentical(left, right)
}

interface OrderKey {
  readonly family: 'number' | 'string' | 'abstime' | 'reltime'
  readonly key: bigint | number | string
}

function orderKey(value: Value): OrderKey | undefined {
  switch (value.type) {
    case 'integer':
    case 'real':
      return { family: 'number', key: value.value }
    case 'string':
      return { family: 'string', key: value.value.toLowerCase() }
    case 'abstime':
      return { family: 'abstime', key: value.milliseconds }
    case 'reltime':
      return { family: 'reltime', key: value.seconds }
    default:
      return undefined
  }
}

/** JavaScript orders integers and reals exactly among each other, but its `===` tells 1n from 1. */
function holds(operator: BinaryOperator, a: OrderKey['key'], b: OrderKey['key']): boolean {
  const order = a < b ? -1 : a > b ? 1 : 0
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '!=':
      return order !== 0
    default:
      return order === 0
  }
}

function scalar(value: Value): unknown {
  if (value.type === 'abstime') return value.milliseconds
  if (value.type === 'reltime') return value.seconds
  return 'value' in value ? value.value : undefined
}
