import { DEEPEST_JSON, JsonSyntaxError, readJsonEvents } from './json-events.ts'
import { LISTED_FAULTS, type JsonFaults } from './json-faults.ts'
import { pointer } from './json-pointer.ts'
import { findDuplicateMembers } from './json-walk.ts'
import { measureJson } from './measure-json.ts'

/** What can be wrong with a JSON text, whatever it says. */
export type JsonTextFaultCode =
  | 'DUPLICATE_MEMBER'
  | 'JSON_EXPECTED'
  | 'MEMBER_FORBIDDEN'
  | 'NOT_JSON'
  | 'NUMBER_INEXACT'
  | 'TOO_DEEP'
  | 'TOO_LARGE'

type TextFaults = JsonFaults<JsonTextFaultCode>

/** How much is read, and how a text is called that is too large or no JSON. */
export interface JsonLimits {
  /** In UTF-16 units. */
  readonly longest: number
  /** The fault of a text of so many UTF-16 units. */
  readonly tooLarge: (length: number) => string
  readonly notJson: string
}

/**
 * The value of a JSON text that somebody else wrote; `undefined` where it is none, or too large or too deep to be
 * looked at. Members that are written twice, `__proto__`, and numbers that would not come out as they went in are
 * faults of what is read.
 */
export function readJsonValue(text: string, limits: JsonLimits, faults: TextFaults): unknown {
  if (text.length > limits.longest) {
    faults.note('error', 'TOO_LARGE', limits.tooLarge(text.length))
    return undefined
  }
  const { members, tooDeepAt } = measureJson(text)
  if (tooDeepAt !== undefined) {
    const message = `The JSON is nested too deeply: at most ${DEEPEST_JSON} levels are read`
    faults.note('error', 'TOO_DEEP', message, undefined, tooDeepAt)
    return undefined
  }
  const value = parse(text, limits, faults)
  if (value === undefined) return undefined
  // JSON.parse forgets members that are written again, so the text has more of them than the value.
  if (countMembers(value, [], faults) !== members) noteDuplicates(text, faults)
  return value
}

function parse(text: string, limits: JsonLimits, faults: TextFaults): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    noteSyntax(text, limits, faults)
    return undefined
  }
}

/** What the engine says of a syntax error has no place in some cases, so the text is read again. */
function noteSyntax(text: string, { notJson }: JsonLimits, faults: TextFaults): void {
  const nothing = (): void => undefined
  try {
    readJsonEvents(text, { begin: nothing, end: nothing, member: nothing, scalar: nothing })
    faults.note('error', 'NOT_JSON', notJson)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    faults.note('error', 'NOT_JSON', notJson, undefined, error.offset)
    faults.note('info', 'JSON_EXPECTED', error.message, undefined, error.offset)
  }
}

/** Counts the members below a value, and notes what must not stand in one. The depth of the text is bounded. */
function countMembers(value: unknown, steps: (string | number)[], faults: TextFaults): number {
  if (typeof value === 'number') noteInexact(value, steps, faults)
  if (typeof value !== 'object' || value === null) return 0
  let members = 0
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      members += countBelow(value[index], index, steps, faults)
    }
    return members
  }
  for (const [name, item] of Object.entries(value)) {
    if (name === '__proto__') noteForbidden(steps, faults)
    members += 1 + countBelow(item, name, steps, faults)
  }
  return members
}

function countBelow(
  value: unknown,
  step: string | number,
  steps: (string | number)[],
  faults: TextFaults,
): number {
  // Most values are text, of which there is nothing to say.
  if (typeof value === 'string') return 0
  steps.push(step)
  const members = countMembers(value, steps, faults)
  steps.pop()
  return members
}

function noteInexact(value: number, steps: readonly (string | number)[], faults: TextFaults): void {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return
  const message = `Expected a number up to ${Number.MAX_SAFE_INTEGER}, but got a greater one: write it as text`
  faults.error('NUMBER_INEXACT', message, pointer('', ...steps))
}

function noteForbidden(steps: readonly (string | number)[], faults: TextFaults): void {
  const message = 'The name "__proto__" is not allowed: programs take it for more than a name'
  faults.error('MEMBER_FORBIDDEN', message, pointer('', ...steps, '__proto__'))
}

function noteDuplicates(text: string, faults: TextFaults): void {
  for (const { name, path, offset } of findDuplicateMembers(text, LISTED_FAULTS + 1)) {
    const message = `The member ${JSON.stringify(name.slice(0, 60))} is given twice in one object: keep one of them`
    faults.note('error', 'DUPLICATE_MEMBER', message, path, offset)
  }
}
