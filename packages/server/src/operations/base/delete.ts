import type { Handler } from '../../context.ts'
import { findBase } from '../../runtimes/allowed-bases.ts'
import { transact } from '../../transact.ts'

/** Allows a base no longer. What was added on it stays, with the proof that it had. */
export const deleteBase: Handler<'deleteBase'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'base.delete', query, ({ snapshot }) => {
    const { id, body } = findBase(snapshot, params.base)
    return { changes: [{ kind: 'base', id, body: null }], answer: body }
  })
  return { ...view.stamp, dryRun, base: answer }
}
