import type { RuntimeRepo } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { checkRepoSource } from '../../runtimes/repo-source.ts'
import { findRepo, refuseTakenRepo, repoView } from '../../runtimes/stored-repos.ts'
import { transact } from '../../transact.ts'

/** Changes the name, the URL or the schedule of a Runtime Repo. */
export const updateRuntimeRepo: Handler<'updateRuntimeRepo'> = async (
  { params, query = {}, body },
  context,
) => {
  const { answer, view, dryRun } = await transact(context, 'runtime-repo.update', query, ({ snapshot }) => {
    const stored = findRepo(snapshot, params.repo)
    const repo: RuntimeRepo = { ...stored.body, ...body }
    checkRepoSource(repo)
    refuseTakenRepo(snapshot, repo)
    if (isSameJson(repo, stored.body)) return { changes: [], answer: stored }
    return {
      changes: [{ kind: 'runtime-repo', id: stored.id, body: repo }],
      answer: { ...stored, body: repo, revision: snapshot.revision + 1 },
    }
  })
  const stored = dryRun ? answer : findRepo(view.snapshot, answer.id)
  return { ...view.stamp, dryRun, repo: await repoView(context.ledger, view.snapshot, stored) }
}
