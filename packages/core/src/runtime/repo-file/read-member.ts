import { pointer } from '../../json/json-pointer.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { shownValue, type JsonObject } from '../../oci/json-value.ts'
import { isPlaceholder } from '../rules/placeholder.ts'
import { quoted } from '../rules/quoted.ts'
import { entryKeys, fieldOfKey, type FieldKey } from './entry-fields.ts'
import type { RepoFaults } from './repo-fault-code.ts'

/** One entry of a file that is being read. */
export interface EntryReader {
  readonly value: JsonObject
  /** A JSON pointer to the entry. */
  readonly path: string
  readonly faults: RepoFaults
}

/** Characters that cannot be seen, or that hide or turn around what is. */
const unseen = /[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u
/** A description may have several lines. */
const unseenInProse = /[^\P{Cc}\t\n\r]|[\p{Cs}\u202A-\u202E\u2066-\u2069]/u

/** A text that an entry must have; `undefined` where that is faulty. */
export function readText(reader: EntryReader, key: FieldKey): string | undefined {
  const { value, path, faults } = reader
  const text = memberOf(reader, key)
  if (typeof text === 'string') return checkText(reader, key, text) ? text : undefined
  if (text !== undefined) noteType(reader, key, 'a text', text)
  else if (Object.hasOwn(value, key)) noteType(reader, key, 'a text', null)
  else faults.error('MEMBER_MISSING', describeMissing(reader, key), path)
  return undefined
}

/** A text that may be missing or null: then it is empty, and that is a warning. `undefined` where it is faulty. */
export function readOptionalText(reader: EntryReader, key: FieldKey): string | undefined {
  const text = memberOf(reader, key)
  if (text === undefined) {
    noteDefault(reader, key, 'an empty text')
    return ''
  }
  if (text === '') return text
  return readText(reader, key)
}

/** A whole number that an entry must have; `undefined` where it is faulty. */
export function readNumber(reader: EntryReader, key: FieldKey, most: number, least = 0): number | undefined {
  const { value, path, faults } = reader
  const { example } = fieldOfKey(key)
  const number = memberOf(reader, key)
  if (number === undefined && !Object.hasOwn(value, key)) {
    faults.error('MEMBER_MISSING', describeMissing(reader, key), path)
    return undefined
  }
  if (typeof number !== 'number') {
    noteType(reader, key, `a whole number such as ${example}`, number ?? null)
    return undefined
  }
  if (Number.isInteger(number) && number >= least && number <= most) return number
  // A greater one may be noted as inexact already.
  if (Number.isSafeInteger(number) || !Number.isInteger(number)) {
    const message = `Expected a whole number from ${least} to ${most}, but got ${number}`
    faults.error('NUMBER_RANGE', message, pointer(path, key))
  }
  return undefined
}

/** A whole number that may be missing or null: then it is 0, and that is a warning. */
export function readOptionalNumber(reader: EntryReader, key: FieldKey, most: number): number | undefined {
  if (memberOf(reader, key) !== undefined) return readNumber(reader, key, most)
  noteDefault(reader, key, '0')
  return 0
}

/** A member as it is there; null is as good as missing. */
export function memberOf({ value }: EntryReader, key: string): unknown {
  return Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined
}

function checkText({ path, faults }: EntryReader, key: FieldKey, text: string): boolean {
  const { limit, wording } = fieldOfKey(key)
  const isProse = key === 'description'
  const place = pointer(path, key)
  const before = faults.errors()
  const error = (code: Parameters<RepoFaults['error']>[0], message: string): void =>
    faults.error(code, message, place)
  if (text.trim() === '') error('TEXT_BLANK', `Expected a ${wording}, but the text is blank`)
  else if (text.length > limit) {
    error(
      'TEXT_TOO_LONG',
      `Expected a ${wording} of at most ${limit} characters, but got ${text.length}: ${quoted(text)}`,
    )
  } else if ((isProse ? unseenInProse : unseen).test(text)) {
    error('TEXT_INVALID', `The ${wording} ${quoted(text)} has characters that cannot be seen; leave them out`)
  } else if (!isProse && text !== text.trim()) {
    error('TEXT_SPACES', `The ${wording} ${quoted(text)} begins or ends with a space; leave it out`)
  } else if (isPlaceholder(text)) {
    error('PLACEHOLDER_VALUE', `The ${wording} is ${quoted(text)}, which nobody has filled in`)
  }
  return faults.errors() === before
}

function noteType({ path, faults }: EntryReader, key: FieldKey, expected: string, value: unknown): void {
  const hint = typeof value === 'string' && /^\d+$/.test(value) ? ': leave out the quotes' : ''
  faults.error(
    'MEMBER_TYPE',
    `Expected ${expected}, but got ${describeType(value)}${hint}`,
    pointer(path, key),
  )
}

function describeType(value: unknown): string {
  return typeof value === 'string' ? `the text ${shownValue(value)}` : shownValue(value)
}

function noteDefault({ value, path, faults }: EntryReader, key: FieldKey, taken: string): void {
  const isNull = Object.hasOwn(value, key)
  const what = isNull ? `The ${fieldOfKey(key).wording} is null` : `The member "${key}" is missing`
  const message = `${what}: ${taken} is taken for it, which is what entries have that lack it`
  faults.note('warning', 'MEMBER_DEFAULT', message, isNull ? pointer(path, key) : path)
}

/** Where a key is missing, a misspelt one may stand for it. */
function describeMissing({ value }: EntryReader, key: FieldKey): string {
  const others = Object.keys(value).filter((name) => !entryKeys.some((known) => known === name))
  const near = nearestName(key, others.slice(0, 100))
  const hint = near === undefined ? '' : `; is ${quoted(near)} meant to be that?`
  return `Expected the member "${key}", but it is missing${hint}`
}
