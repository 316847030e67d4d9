import { IngotError } from '@ingot/contract'
import { isDeeperThan } from '../../json-depth.ts'

/** How deeply a body may be nested; the deepest that the API has is three. */
const deepest = 16

/** The JSON object of a body; empty where there is none. Throws `INVALID_REQUEST` for what is no object. */
export function readBody(body: unknown): Record<string, unknown> {
  if (!(body instanceof Uint8Array) || body.length === 0) return {}
  const value = parse(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new IngotError('INVALID_REQUEST', 'Expected the body as a JSON object, such as {}')
  }
  if (isDeeperThan(value, deepest)) {
    throw new IngotError('INVALID_REQUEST', `The body is nested more than ${deepest} levels deep`)
  }
  return value as Record<string, unknown>
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new IngotError('INVALID_REQUEST', 'The body is not JSON in UTF-8: expected an object such as {}', {
      cause,
    })
  }
}
