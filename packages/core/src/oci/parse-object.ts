import { DEEPEST_JSON } from '../json/json-events.ts'
import { findDuplicateMembers } from '../json/json-walk.ts'
import { measureJson } from '../json/measure-json.ts'
import { isObject, shownValue, type JsonObject } from './json-value.ts'

/** A JSON object out of bytes, or why they are none, as a sentence. */
export type ParsedObject =
  | { readonly object: JsonObject; readonly fault?: undefined }
  | { readonly object?: undefined; readonly fault: string }

/** More than any image has, and few enough that small values do not make much out of few bytes. */
const valueLimit = 200_000

/**
 * Reads bytes as a JSON object in UTF-8; `what` names it: `a manifest`. A member that is given twice is a fault: readers
 * in Go, as registries and runtimes are, make one out of both objects, where others take the last.
 */
export function parseObject(bytes: Uint8Array, what: string): ParsedObject {
  const text = decoded(bytes)
  if (text === undefined) return notJson(what)
  const { members, values, tooDeepAt } = measureJson(text)
  if (tooDeepAt !== undefined) {
    return { fault: `Expected ${what} with lists and objects at most ${DEEPEST_JSON} deep, got deeper ones` }
  }
  if (values > valueLimit) {
    return { fault: `Expected ${what} with at most ${valueLimit} values, got more` }
  }
  const parsed = parse(text)
  if (parsed === undefined) return notJson(what)
  if (!isObject(parsed.value)) {
    return { fault: `Expected ${what} as a JSON object, got ${shownValue(parsed.value)}` }
  }
  // The engine forgets members that are written again, so the text has more of them than the value.
  return countMembers(parsed.value) === members ? { object: parsed.value } : duplicate(text, what)
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** What the engine says of it quotes the text, which may be a page of anybody. */
function notJson(what: string): ParsedObject {
  return { fault: `Expected ${what} as JSON in UTF-8, got something else` }
}

function duplicate(text: string, what: string): ParsedObject {
  const name = findDuplicateMembers(text, 1)[0]?.name ?? ''
  return {
    fault: `Expected each member of ${what} once, got ${shownValue(name)} twice in one object; build and push the image again`,
  }
}

/** How many members there are below a value, whose depth is bounded. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const below = Object.values(value) as unknown[]
  const own = Array.isArray(value) ? 0 : below.length
  return below.reduce<number>((sum, one) => sum + countMembers(one), own)
}
