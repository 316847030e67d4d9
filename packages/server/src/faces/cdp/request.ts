import { IngotError, type Fault } from '@ingot/contract'
import type { Static, TObject } from 'typebox'
import { requestFaults } from './request-faults.ts'

/** How deeply a request may be nested; the deepest that CDP's models have is five. */
const deepest = 32

/**
 * The request in a body: a JSON object, an empty body counts as an empty object. Members that are null or an empty text
 * count as absent, since clients send those of a skeleton that was not filled in; members that the model does not have
 * are ignored. Throws `INVALID_REQUEST` with every fault.
 */
export function readRequest<Request extends TObject>(schema: Request, body: unknown): Static<Request> {
  const given = presentMembers(parseBody(body), 1)
  const faults: Fault[] = requestFaults(schema, given)
  if (faults.length > 0) throw new IngotError('INVALID_REQUEST', 'The request has faults', { faults })
  return knownMembers(schema, given) as Static<Request>
}

function parseBody(body: unknown): Record<string, unknown> {
  const text = textOf(body)
  if (text.trim() === '') return {}
  const value = parseJson(text)
  if (isObject(value)) return value
  const found = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`
  throw new IngotError('INVALID_REQUEST', `The body must be a JSON object, but is ${found}`)
}

function textOf(body: unknown): string {
  if (!(body instanceof Uint8Array)) return ''
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw new IngotError('INVALID_REQUEST', 'The body is not UTF-8 text', { cause })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new IngotError('INVALID_REQUEST', 'The body is not JSON: expected an object such as {}', { cause })
  }
}

/**
 * An object without what counts as absent. A member whose own members are all empty is absent too; an element of an
 * array is not, so that a list of skeletons is not taken for an empty list.
 */
function presentMembers(given: object, depth: number): Record<string, unknown> {
  const members: [string, unknown][] = []
  for (const [name, value] of Object.entries(given)) {
    const present = presentValue(value, depth)
    const isEmptied = isObject(present) && isEmpty(present) && !isEmpty(value as object)
    if (present !== undefined && !isEmptied && name !== '__proto__') members.push([name, present])
  }
  return Object.fromEntries(members)
}

function presentValue(value: unknown, depth: number): unknown {
  if (value === null || value === '') return undefined
  if (typeof value !== 'object') return value
  if (depth >= deepest) {
    throw new IngotError('INVALID_REQUEST', `The body is nested more than ${deepest} levels deep`)
  }
  if (!Array.isArray(value)) return presentMembers(value, depth + 1)
  return value.map((item) => presentValue(item, depth + 1)).filter((item) => item !== undefined)
}

/** What of a value a schema knows: nothing else is stored or passed on. */
function knownMembers(schema: object, value: unknown): unknown {
  const { properties, items } = schema as { properties?: Record<string, object>; items?: object }
  if (Array.isArray(value))
    return items === undefined ? value : value.map((item) => knownMembers(items, item))
  if (properties === undefined || !isObject(value)) return value
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => Object.hasOwn(value, name))
      .map(([name, member]) => [name, knownMembers(member, value[name])]),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0
}
