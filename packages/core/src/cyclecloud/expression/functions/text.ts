import type { Budget } from '../budget.ts'
import { booleanValue, integerValue, listValue, stringValue, type Value } from '../value.ts'
import { partsBetween, textOf, wrongType } from './argument.ts'
import { strict, type EagerFunction } from './function.ts'

/** Functions of strings. */
export const textFunctions: readonly EagerFunction[] = [
  strict(
    'size',
    ['value'],
    'The length of a string, or the number of entries of a list or record.',
    ([value]) => sizeOf(value!),
  ),
  {
    kind: 'eager',
    name: 'strcat',
    parameters: 'value, …',
    minimum: 0,
    maximum: Infinity,
    summary: 'All arguments as one string; an error where one is undefined.',
    arguments: 'defined',
    call: (values, budget) => concatenate(values, '', budget),
  },
  joining('strjoin'),
  joining('join'),
  {
    kind: 'eager',
    name: 'substr',
    parameters: 'string, offset[, length]',
    minimum: 2,
    maximum: 3,
    summary:
      'The part of a string from an offset (negative: from the end) of a length (negative: so many off the end).',
    arguments: 'strict',
    call: ([text, offset, length]) => substring(text!, offset!, length),
  },
  strict('trim', ['string'], 'The string without space at either end.', ([text]) =>
    mapText('trim(string)', text!, (content) => content.trim()),
  ),
  strict('toLower', ['string'], 'The string in lower case.', ([text]) =>
    stringValue(textOf(text!).toLowerCase()),
  ),
  strict('toUpper', ['string'], 'The string in upper case.', ([text]) =>
    stringValue(textOf(text!).toUpperCase()),
  ),
  affix('startsWith', 'prefix', (text, part) => text.startsWith(part)),
  affix('endsWith', 'suffix', (text, part) => text.endsWith(part)),
  comparison('strcmp', 'with case', (text) => text),
  comparison('stricmp', 'without case', (text) => text.toLowerCase()),
  {
    kind: 'eager',
    name: 'split',
    parameters: 'string[, separators]',
    minimum: 1,
    maximum: 2,
    summary: 'The parts of a string between any of the separator characters (space and comma unless given).',
    arguments: 'strict',
    call: ([text, separators]) => split(text!, separators),
  },
]

function sizeOf(value: Value): Value {
  if (value.type === 'string') return integerValue(value.value.length)
  if (value.type === 'list') return integerValue(value.items.length)
  if (value.type === 'record') return integerValue(value.entries.size)
  return wrongType('size(value)', 'a string, list or record', value)
}

/** `strjoin(",", list)` or `strjoin(",", a, b, …)`. ClassAds call it `join`. */
function joining(name: string): EagerFunction {
  const call = `${name}(separator, list | value, …)`
  return {
    kind: 'eager',
    name,
    parameters: 'separator, list | value, …',
    minimum: 1,
    maximum: Infinity,
    summary: 'The values with the separator between them; undefined ones are left out.',
    arguments: 'any',
    call([separator, ...values], budget) {
      if (separator!.type === 'undefined' || separator!.type === 'error') return separator!
      if (separator!.type === 'list' && values.length === 0) {
        return concatenate(separator!.items.filter(isDefined), '', budget)
      }
      if (separator!.type !== 'string') return wrongType(call, 'a string as separator', separator!)
      const [first] = values
      const parts = values.length === 1 && first?.type === 'list' ? first.items : values
      return concatenate(parts.filter(isDefined), separator!.value, budget)
    },
  }
}

function isDefined(value: Value): boolean {
  return value.type !== 'undefined'
}

/** The values as one string. Its length is checked before it is made: it may be far longer than its parts. */
function concatenate(values: readonly Value[], separator: string, budget: Budget): Value {
  let length = 0
  const texts: string[] = []
  for (const value of values) {
    if (value.type === 'error') return value
    if (value.type === 'list' || value.type === 'record') return wrongType('A string', 'scalar parts', value)
    const text = textOf(value)
    length += text.length + separator.length
    if (length > budget.limits.weight) return budget.tooLarge()
    texts.push(text)
  }
  return stringValue(texts.join(separator))
}

/**
 * The CycleCloud docs call the third argument an end index; every use in shipped templates only makes sense as the
 * length that the HTCondor manual says it is.
 */
function substring(text: Value, offset: Value, length: Value | undefined): Value {
  const call = 'substr(string, offset[, length])'
  if (text.type !== 'string') return wrongType(call, 'a string first', text)
  if (offset.type !== 'integer') return wrongType(call, 'an integer as offset', offset)
  if (length !== undefined && length.type !== 'integer')
    return wrongType(call, 'an integer as length', length)
  const size = text.value.length
  const start = Number(offset.value) + (offset.value < 0n ? size : 0)
  const count = length === undefined ? size : Number(length.value)
  const end = count < 0 ? size + count : start + count
  return stringValue(text.value.slice(Math.max(0, start), Math.max(0, end)))
}

function mapText(call: string, text: Value, change: (content: string) => string): Value {
  return text.type === 'string' ? stringValue(change(text.value)) : wrongType(call, 'a string', text)
}

/** The prefix or suffix comes first, as shipped templates write it: `startswith("cycle.image.win", ImageName)`. */
function affix(name: string, part: string, test: (text: string, part: string) => boolean): EagerFunction {
  return strict(
    name,
    [part, 'string'],
    `Whether the string has this ${part}, with case.`,
    ([other, text]) => {
      const wrong = [other!, text!].find((value) => value.type !== 'string')
      if (wrong !== undefined) return wrongType(`${name}(${part}, string)`, 'two strings', wrong)
      return booleanValue(test(textOf(text!), textOf(other!)))
    },
  )
}

function comparison(name: string, how: string, key: (text: string) => string): EagerFunction {
  return {
    ...strict(
      name,
      ['a', 'b'],
      `Below 0, 0 or above 0 as the first string comes before, is or follows the second, ${how}.`,
      ([a, b]) => {
        const [left, right] = [key(textOf(a!)), key(textOf(b!))]
        return integerValue(left < right ? -1 : left > right ? 1 : 0)
      },
    ),
    arguments: 'defined',
  }
}

function split(text: Value, separators: Value | undefined): Value {
  const call = 'split(string[, separators])'
  if (text.type !== 'string') return wrongType(call, 'a string', text)
  if (separators !== undefined && separators.type !== 'string') {
    return wrongType(call, 'a string of separators', separators)
  }
  return listValue(partsBetween(text.value, separators?.value ?? ' ,\t\n\r').map(stringValue))
}
