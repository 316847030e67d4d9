import { CHARACTERS_PER_STEP, type Budget } from '../budget.ts'
import { isEqual, isIdentical } from '../compare.ts'
import { measure } from '../measure.ts'
import { booleanValue, FALSE, TRUE, UNDEFINED, type Value } from '../value.ts'
import { partsBetween, wrongType } from './argument.ts'
import { strict, type EagerFunction } from './function.ts'

/** Functions of lists. */
export const listFunctions: readonly EagerFunction[] = [
  strict(
    'member',
    ['value', 'list'],
    'Whether an item of the list equals the value in the sense of "==".',
    ([value, list], budget) => memberOf(value!, list!, budget),
  ),
  {
    ...strict(
      'identicalMember',
      ['value', 'list'],
      'Whether an item of the list is the value in the sense of "=?=".',
      ([value, list], budget) => search('identicalMember(value, list)', value!, list!, budget, isIdentical),
    ),
    arguments: 'any',
  },
  {
    kind: 'eager',
    name: 'stringListMember',
    parameters: 'string, list[, separators]',
    minimum: 2,
    maximum: 3,
    summary: 'Whether a string is one of those in a text that lists them with commas or space between.',
    arguments: 'strict',
    call: (values) => stringListMember(values),
  },
]

/** `value in list`: whether an item equals the value in the sense of `==`; UNDEFINED where either is undefined. */
export function memberOf(value: Value, list: Value, budget: Budget): Value {
  if (value.type === 'error') return value
  if (list.type === 'error') return list
  if (value.type === 'undefined' || list.type === 'undefined') return UNDEFINED
  return search('"in"', value, list, budget, isEqual)
}

function search(
  call: string,
  value: Value,
  list: Value,
  budget: Budget,
  matches: (a: Value, b: Value) => boolean,
): Value {
  if (list.type === 'error' || list.type === 'undefined') return list
  if (list.type !== 'list') return wrongType(call, 'a list to look in', list)
  const stopped = budget.spend(Math.floor((list.items.length * measure(value).weight) / CHARACTERS_PER_STEP))
  if (stopped !== undefined) return stopped
  return list.items.some((item) => matches(value, item)) ? TRUE : FALSE
}

function stringListMember([value, list, separators]: readonly Value[]): Value {
  const wrong = [value!, list!, ...(separators === undefined ? [] : [separators])].find(
    (argument) => argument.type !== 'string',
  )
  if (wrong !== undefined) return wrongType('stringListMember(string, list)', 'strings', wrong)
  const marks = separators?.type === 'string' ? separators.value : ' ,'
  const [wanted, text] = [value!, list!].map((argument) => (argument.type === 'string' ? argument.value : ''))
  return booleanValue(partsBetween(text!, marks).includes(wanted!))
}
