import { pointer } from '../../json/json-pointer.ts'
import type { CatalogFaults } from './catalog-faults.ts'
import type { CloudbreakFaultCode } from './fault-code.ts'
import { isObject } from './is-object.ts'

/** Where a value stands: made for every value, so it is cheap; only faults make a JSON pointer of it. */
export interface Place {
  readonly above: Place | undefined
  readonly step: string | number
}

/** Notes what is wrong with a value. */
export type Check = (value: unknown, place: Place, faults: CatalogFaults) => void

/** The place as a JSON pointer. */
function pointerTo(place: Place | undefined): string {
  return place === undefined ? '' : pointer(pointerTo(place.above), place.step)
}

/** One member of an object: what it must be, and whether it may be missing or null. */
export interface Member {
  readonly name: string
  readonly check: Check
  /** `required`: there and not null. `present`: there, if only null. `optional`: null is the same as missing. */
  readonly need: 'required' | 'present' | 'optional'
}

/** Text of at most `limit` UTF-16 units. */
export function text(limit: number): Check {
  return (value, place, faults) => {
    if (typeof value !== 'string') noteType('text', value, place, faults)
    else if (value.length > limit) noteTooLong(value, limit, place, faults)
  }
}

/** Text that names something: not blank, of printable characters. */
export function name(limit: number): Check {
  const check = text(limit)
  return (value, place, faults) => {
    check(value, place, faults)
    if (typeof value === 'string') noteUnprintable(value, place, faults)
  }
}

/** Text of at most `limit` UTF-16 units that matches a pattern; `expected` says in words what that is. */
export function matching(limit: number, pattern: RegExp, expected: string, code: CloudbreakFaultCode): Check {
  const check = text(limit)
  return (value, place, faults) => {
    check(value, place, faults)
    if (typeof value !== 'string' || pattern.test(value)) return
    faults.error(code, `Expected ${expected}, but got ${describe(value)}`, pointerTo(place))
  }
}

/** Epoch seconds, up to the year 9999. */
export const seconds: Check = (value, place, faults) => {
  if (typeof value !== 'number') return noteType('a number of seconds', value, place, faults)
  // A greater one is noted as inexact already.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return
  if (Number.isInteger(value) && value >= 0 && value <= 253_402_300_799) return
  const hint = value > 253_402_300_799 ? '; is it in milliseconds?' : ''
  faults.error(
    'NUMBER_RANGE',
    `Expected whole seconds since 1970 up to the year 9999, but got ${value}${hint}`,
    pointerTo(place),
  )
}

/** True or false. */
export const flag: Check = (value, place, faults) => {
  if (typeof value !== 'boolean') noteType('true or false', value, place, faults)
}

/** A list, each item of which is checked; none may be null. */
export function listOf(check: Check): Check {
  return (value, place, faults) => {
    if (!Array.isArray(value)) return noteType('a list', value, place, faults)
    for (let index = 0; index < value.length && !faults.isFull(); index++) {
      check(value[index], { above: place, step: index }, faults)
    }
  }
}

/** An object, each value of which is checked; null stands for nothing. */
export function mapOf(check: Check): Check {
  return (value, place, faults) => {
    if (!isObject(value)) return noteType('an object', value, place, faults)
    for (const key of Object.keys(value)) {
      if (faults.isFull()) return
      if (value[key] !== null) check(value[key], { above: place, step: key }, faults)
    }
  }
}

/** An object with these members, and any others. */
export function objectWith(members: readonly Member[]): Check {
  return (value, place, faults) => {
    if (!isObject(value)) return noteType('an object', value, place, faults)
    for (const member of members) checkMember(member, value, place, faults)
  }
}

function checkMember(
  { name, check, need }: Member,
  value: Readonly<Record<string, unknown>>,
  place: Place,
  faults: CatalogFaults,
): void {
  const item = Object.hasOwn(value, name) ? value[name] : undefined
  if (item === undefined) {
    if (need !== 'optional')
      faults.error('MEMBER_MISSING', `Expected the member "${name}", but it is missing`, pointerTo(place))
  } else if (item !== null || need === 'required') {
    check(item, { above: place, step: name }, faults)
  }
}

function noteType(expected: string, value: unknown, place: Place, faults: CatalogFaults): void {
  faults.error('MEMBER_TYPE', `Expected ${expected}, but got ${describe(value)}`, pointerTo(place))
}

function noteTooLong(value: string, limit: number, place: Place, faults: CatalogFaults): void {
  const message = `Expected at most ${limit} characters, but got ${value.length}: ${describe(value)}`
  faults.error('TEXT_TOO_LONG', message, pointerTo(place))
}

function noteUnprintable(value: string, place: Place, faults: CatalogFaults): void {
  if (value.trim() === '')
    faults.error('TEXT_BLANK', `Expected a name, but got ${describe(value)}`, pointerTo(place))
  else if (/\p{Cc}/u.test(value)) {
    faults.error(
      'TEXT_INVALID',
      `Expected a name of printable characters, but got ${describe(value)}`,
      pointerTo(place),
    )
  }
}

/** A value as it is named in messages, cut where it is long. */
export function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.slice(0, 60))}${value.length > 60 ? '…' : ''}`
  return `the ${typeof value} ${JSON.stringify(value)}`
}
