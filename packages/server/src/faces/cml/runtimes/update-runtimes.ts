import { IngotError, RuntimeStatus, type RuntimeView } from '@ingot/contract'
import { parseImageReference } from '@ingot/core'
import Value from 'typebox/value'
import { fieldsOf } from '../fields.ts'
import type { Call, WireRoute } from '../route.ts'
import { everyRuntime } from './list-runtimes.ts'
import { withoutScheme } from './without-scheme.ts'

/** `POST /runtimes:update` (cml §11.1): sets the status of runtimes that are named by identifier or number. */
export const updateRuntimes: WireRoute = {
  method: 'POST',
  path: '/runtimes::update',
  summary: 'Set the status of runtimes',
  permission: 'runtime:write',
  async answer(call) {
    const fields = fieldsOf(call.body)
    const status = fields.text('status') ?? 'ENABLED'
    const identifiers = fields.texts('image_identifier')
    const numbers = fields.numbers('runtime_id')
    const reason = fields.text('reason')
    fields.done()
    if (!Value.Check(RuntimeStatus, status)) {
      throw new IngotError(
        'INVALID_REQUEST',
        `Expected "status" as ENABLED, DISABLED or DEPRECATED, got "${status.slice(0, 80)}"`,
      )
    }
    if (identifiers.length + numbers.length === 0) {
      throw new IngotError('INVALID_REQUEST', 'No runtime is named: give "image_identifier" or "runtime_id"')
    }
    const runtimes = await meant(call, identifiers, numbers)
    const changed = runtimes.filter((runtime) => runtime.status !== status)
    if (changed.length > 0) {
      await call.invoke('setRuntimeStatus', {
        query: { reason: reason ?? 'Set by a client of the API v2' },
        body: { runtimes: changed.map(({ id }) => id), status },
      })
    }
    return { rows_affected: runtimes.length }
  },
}

/**
 * The runtimes that are meant, by their identifiers or another way to write the same reference; one that is not there is
 * counted as none, as rows are.
 */
async function meant(
  { invoke }: Call,
  identifiers: readonly string[],
  numbers: readonly number[],
): Promise<RuntimeView[]> {
  const { runtimes } = await everyRuntime(invoke)
  const texts = identifiers.map(withoutScheme)
  const byIdentifier = new Set(
    texts.flatMap((text) => [text, parseImageReference(text).reference?.text ?? text]),
  )
  const byNumber = new Set(numbers)
  return runtimes.filter(({ identifier, number }) => byIdentifier.has(identifier) || byNumber.has(number))
}
