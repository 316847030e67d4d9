import type { Handler } from '../../context.ts'
import { findRepo, repoJob, repoView } from '../../runtimes/stored-repos.ts'
import { transact } from '../../transact.ts'

/** Forgets a Runtime Repo. The runtimes that it brought stay as they are. */
export const deleteRuntimeRepo: Handler<'deleteRuntimeRepo'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'runtime-repo.delete', query, ({ snapshot }) => {
    const stored = findRepo(snapshot, params.repo)
    return { changes: [{ kind: 'runtime-repo', id: stored.id, body: null }], answer: stored }
  })
  const repo = await repoView(context.ledger, view.snapshot, answer)
  // Another that gets its number one day starts anew.
  if (!dryRun) await context.ledger.jobs.save(repoJob(repo.id), { from: '' })
  return { ...view.stamp, dryRun, repo }
}
