import { booleanValue, type Value } from '../value.ts'
import type { EagerFunction } from './function.ts'

/** Functions that tell what a value is. They never answer UNDEFINED or ERROR. */
export const typeFunctions: readonly EagerFunction[] = [
  typeTest('isUndefined', 'undefined', 'undefined'),
  typeTest('isError', 'an error', 'error'),
  typeTest('isBoolean', 'a boolean', 'boolean'),
  typeTest('isInteger', 'an integer', 'integer'),
  typeTest('isReal', 'a real', 'real'),
  typeTest('isString', 'a string', 'string'),
  typeTest('isAbsTime', 'a moment', 'abstime'),
  typeTest('isRelTime', 'a duration', 'reltime'),
  typeTest('isList', 'a list', 'list'),
  typeTest('isRecord', 'a record', 'record'),
  typeTest('isClassAd', 'a record', 'record'),
]

function typeTest(name: string, what: string, type: Value['type']): EagerFunction {
  return {
    kind: 'eager',
    name,
    parameters: 'value',
    minimum: 1,
    maximum: 1,
    summary: `Whether the value is ${what}.`,
    arguments: 'any',
    call: ([value]) => booleanValue(value!.type === type),
  }
}
