import type { BinaryOperator } from './expression.ts'
import { absoluteTime, relativeTime } from './time.ts'
import { errorValue, integerValue, realValue, UNDEFINED, type Value } from './value.ts'

/** Integers beyond this many bits are an ERROR: products of products would eat all memory. */
const MAX_BITS = 4_096
const LARGEST_INTEGER = 1n << BigInt(MAX_BITS)

/**
 * `+ - * / %`: strict in ERROR and UNDEFINED, ERROR on anything but numbers and times. Integers divide toward zero;
 * division by zero and `%` of reals are an ERROR. Times can be added and subtracted where that means something.
 */
export function calculate(operator: BinaryOperator, left: Value, right: Value): Value {
  if (left.type === 'error') return left
  if (right.type === 'error') return right
  if (left.type === 'undefined' || right.type === 'undefined') return UNDEFINED
  if (left.type === 'integer' && right.type === 'integer') {
    return calculateIntegers(operator, left.value, right.value)
  }
  if (isNumber(left) && isNumber(right))
    return calculateReals(operator, Number(left.value), Number(right.value))
  return calculateTimes(operator, left, right) ?? noNumbers(operator, left, right)
}

/** Unary minus and plus. */
export function negate(operator: '-' | '+', operand: Value): Value {
  if (operand.type === 'error' || operand.type === 'undefined') return operand
  if (operand.type === 'reltime') {
    return operator === '+' ? operand : (relativeTime(-operand.seconds) ?? outOfRange())
  }
  if (!isNumber(operand))
    return errorValue(`Cannot apply "${operator}" to ${operand.type}: expected a number`)
  if (operator === '+') return operand
  return operand.type === 'integer' ? integerValue(-operand.value) : realValue(-operand.value)
}

function isNumber(value: Value): value is Extract<Value, { type: 'integer' | 'real' }> {
  return value.type === 'integer' || value.type === 'real'
}

function calculateIntegers(operator: BinaryOperator, left: bigint, right: bigint): Value {
  if (right === 0n && (operator === '/' || operator === '%')) return errorValue('Cannot divide by zero')
  const result = integerResult(operator, left, right)
  if (result > LARGEST_INTEGER || result < -LARGEST_INTEGER) {
    return errorValue(`The result of "${operator}" has more than ${MAX_BITS} bits`)
  }
  return integerValue(result)
}

function integerResult(operator: BinaryOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    default:
      return left % right
  }
}

function calculateReals(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return realValue(left + right)
    case '-':
      return realValue(left - right)
    case '*':
      return realValue(left * right)
    case '/':
      return right === 0 ? errorValue('Cannot divide by zero') : realValue(left / right)
    default:
      return errorValue('Cannot apply "%" to reals: expected two integers')
  }
}

function calculateTimes(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const sign = operator === '+' ? 1 : operator === '-' ? -1 : 0
  if (left.type === 'reltime' && isNumber(right) && (operator === '*' || operator === '/')) {
    const factor = operator === '*' ? Number(right.value) : 1 / Number(right.value)
    return relativeTime(left.seconds * factor) ?? outOfRange()
  }
  if (sign === 0) return undefined
  if (left.type === 'reltime' && right.type === 'reltime') {
    return relativeTime(left.seconds + sign * right.seconds) ?? outOfRange()
  }
  if (left.type === 'abstime' && right.type === 'reltime') {
    return absoluteTime(left.milliseconds + sign * right.seconds * 1_000) ?? outOfRange()
  }
  if (left.type === 'abstime' && right.type === 'abstime' && operator === '-') {
    return relativeTime((left.milliseconds - right.milliseconds) / 1_000) ?? outOfRange()
  }
  return undefined
}

function outOfRange(): Value {
  return errorValue('The resulting time cannot be written down')
}

function noNumbers(operator: BinaryOperator, left: Value, right: Value): Value {
  return errorValue(`Cannot apply "${operator}" to ${left.type} and ${right.type}: expected numbers`)
}
