import { accessOf, maySee } from '../../auth/access.ts'
import type { Handler } from '../../context.ts'
import { describeChange } from '../../describe-change.ts'

/** Shows one commit with every leaf that it changed, of what the actor may see. */
export const showCommit: Handler<'showCommit'> = async ({ params }, { ledger, actor }) => {
  const { commit, changes } = await ledger.detail(params.revision)
  const access = accessOf(ledger.snapshot(), actor)
  const visible = changes.filter(({ kind, id, before, after }) =>
    [before, after].every((body) => body === undefined || maySee(access, kind, id, body)),
  )
  return { ...commit, changes: visible.map(describeChange) }
}
