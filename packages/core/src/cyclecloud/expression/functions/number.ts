import { calculate } from '../arithmetic.ts'
import { compare } from '../compare.ts'
import {
  booleanValue,
  errorValue,
  integerValue,
  realValue,
  stringValue,
  UNDEFINED,
  type Value,
} from '../value.ts'
import { textOf, wrongType } from './argument.ts'
import { strict, type EagerFunction } from './function.ts'

/** Functions of numbers, and conversions between numbers and strings. */
export const numberFunctions: readonly EagerFunction[] = [
  conversion('int', 'integer, reals cut off toward zero', (value) => toInteger(value, Math.trunc)),
  conversion('real', 'real', toReal),
  conversion('string', 'string', (value) => stringValue(textOf(value))),
  conversion('bool', 'boolean', toBoolean),
  conversion('floor', 'integer not above it', (value) => toInteger(value, Math.floor)),
  conversion('ceiling', 'integer not below it', (value) => toInteger(value, Math.ceil)),
  conversion('round', 'nearest integer, the even one where two are as near', (value) =>
    toInteger(value, roundToEven),
  ),
  strict('pow', ['base', 'exponent'], 'The base raised to the exponent.', ([base, exponent]) =>
    power(base!, exponent!),
  ),
  fold('sum', 'The sum of the numbers in a list, 0 where it is empty.', integerValue(0), (a, b) =>
    calculate('+', a, b),
  ),
  fold('min', 'The smallest number of a list.', UNDEFINED, (a, b) => choose('<', a, b)),
  fold('max', 'The largest number of a list.', UNDEFINED, (a, b) => choose('>', a, b)),
]

/** Unlike other functions, conversions answer ERROR for UNDEFINED. Source: HTCondor manual, "Predefined Functions". */
function conversion(name: string, result: string, convert: (value: Value) => Value): EagerFunction {
  return {
    ...strict(name, ['value'], `The value as ${result}.`, ([value]) => convert(value!)),
    arguments: 'defined',
  }
}

function toInteger(value: Value, round: (real: number) => number): Value {
  if (value.type === 'integer') return value
  if (value.type === 'string' && /^\s*[+-]?\d{1,1000}\s*$/.test(value.value)) {
    return integerValue(BigInt(value.value.trim().replace(/^\+/, '')))
  }
  const real = toReal(value)
  return real.type === 'real' ? integerValue(round(real.value)) : real
}

function toReal(value: Value): Value {
  switch (value.type) {
    case 'real':
      return value
    case 'integer':
      return realValue(Number(value.value))
    case 'boolean':
      return realValue(value.value ? 1 : 0)
    case 'reltime':
      return realValue(value.seconds)
    case 'abstime':
      return realValue(value.milliseconds / 1_000)
    case 'string':
      return realOf(value.value)
    default:
      return wrongType('A conversion to a number', 'a number or a string', value)
  }
}

function realOf(text: string): Value {
  if (/^\s*[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?\s*$/i.test(text)) return realValue(Number(text))
  return errorValue(`"${text.slice(0, 60)}" is not a number`)
}

function toBoolean(value: Value): Value {
  if (value.type === 'boolean') return value
  if (value.type === 'integer') return booleanValue(value.value !== 0n)
  if (value.type === 'real') return booleanValue(value.value !== 0)
  const text = value.type === 'string' ? value.value.trim().toLowerCase() : ''
  if (text === 'true' || text === 'false') return booleanValue(text === 'true')
  return errorValue(
    `${value.type === 'string' ? `"${value.value.slice(0, 60)}"` : value.type} is not a boolean`,
  )
}

function roundToEven(real: number): number {
  const below = Math.floor(real)
  if (real - below !== 0.5) return Math.round(real)
  return below % 2 === 0 ? below : below + 1
}

function power(base: Value, exponent: Value): Value {
  if (base.type === 'integer' && exponent.type === 'integer' && exponent.value >= 0n) {
    return integerPower(base.value, exponent.value)
  }
  const [left, right] = [toReal(base), toReal(exponent)]
  if (left.type !== 'real') return left
  if (right.type !== 'real') return right
  return realValue(left.value ** right.value)
}

function integerPower(base: bigint, exponent: bigint): Value {
  const bits = BigInt(base.toString(2).length) * exponent
  if (bits > 4_096n && base !== 1n && base !== -1n && base !== 0n) {
    return errorValue('The result of pow(base, exponent) is too large')
  }
  if (bits > 4_096n) return integerValue(base === -1n && exponent % 2n === 0n ? 1n : base)
  return integerValue(base ** exponent)
}

/** A function that goes over the defined numbers of a list; `empty` is what a list without any gives. */
function fold(
  name: string,
  summary: string,
  empty: Value,
  step: (a: Value, b: Value) => Value,
): EagerFunction {
  return strict(name, ['list'], summary, ([argument]) => {
    const list = argument!
    if (list.type !== 'list') return wrongType(`${name}(list)`, 'a list', list)
    const items = list.items.filter((item) => item.type !== 'undefined')
    const wrong = items.find((item) => item.type !== 'integer' && item.type !== 'real')
    if (wrong !== undefined)
      return wrong.type === 'error' ? wrong : wrongType(`${name}(list)`, 'numbers', wrong)
    if (items.length > 0) return items.slice(1).reduce<Value>(step, items[0]!)
    return list.items.length > 0 ? UNDEFINED : empty
  })
}

function choose(operator: '<' | '>', a: Value, b: Value): Value {
  const result = compare(operator, b, a)
  return result.type === 'boolean' && result.value ? b : a
}
