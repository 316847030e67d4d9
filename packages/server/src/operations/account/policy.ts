import { isSameJson } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { driftPolicyOf } from '../../drift-policy.ts'
import { DRIFT_POLICY } from '../../kinds.ts'
import { transact } from '../../transact.ts'
import { readView } from '../../view.ts'

/** Shows what becomes of artifacts whose cloud says otherwise. */
export const showDriftPolicy: Handler<'showDriftPolicy'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  return { ...view.stamp, policy: driftPolicyOf(view.snapshot) }
}

/** Sets the verdicts that are given; the others stay. */
export const setDriftPolicy: Handler<'setDriftPolicy'> = async ({ query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'drift-policy.set', query, ({ snapshot }) => {
    const before = driftPolicyOf(snapshot)
    const policy = { ...before, ...body }
    const change = { kind: 'setting', id: DRIFT_POLICY, body: policy }
    return { changes: isSameJson(before, policy) ? [] : [change], answer: policy }
  })
  return { ...view.stamp, dryRun, policy: answer }
}
