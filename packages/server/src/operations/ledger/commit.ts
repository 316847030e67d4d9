import { describeChange } from '../../describe-change.ts'
import type { Handler } from '../../context.ts'

/** Shows one commit with every leaf that it changed. */
export const showCommit: Handler<'showCommit'> = async ({ params }, { ledger }) => {
  const { commit, changes } = await ledger.detail(params.revision)
  return { ...commit, changes: changes.map(describeChange) }
}
