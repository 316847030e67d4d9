import { IngotError, type Trust } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import { trustFaults } from '@ingot/providers'
import type { Handler } from '../../context.ts'
import { transact } from '../../transact.ts'

/** Trusts a public key or an identity to sign images. Throws `INVALID_INPUT` with every fault of it. */
export const addTrust: Handler<'addTrust'> = async ({ params, query = {}, body }, context) => {
  const given = {
    name: params.trust,
    ...(body.key === undefined ? {} : { key: body.key }),
    ...(body.identity === undefined ? {} : { identity: body.identity }),
  }
  const faults = await trustFaults(given)
  const [first] = faults
  if (first !== undefined) throw new IngotError('INVALID_INPUT', first.message, { faults })
  const { answer, view, dryRun } = await transact(context, 'trust.add', query, ({ snapshot, at }) => {
    const before = snapshot.get<Trust>('trust', given.name)?.body
    const trust: Trust = { ...given, created: before?.created ?? at.toISOString() }
    const changes = isSameJson(before, trust) ? [] : [{ kind: 'trust', id: trust.name, body: trust }]
    return { changes, answer: trust }
  })
  return { ...view.stamp, dryRun, trust: answer }
}
