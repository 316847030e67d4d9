import type { RuntimeRepo } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { checkRepoSource } from '../../runtimes/repo-source.ts'
import { findRepo, nextRepoId, refuseTakenRepo, repoView } from '../../runtimes/stored-repos.ts'
import { transact } from '../../transact.ts'

/** Registers a Runtime Repo file. It is read by the schedule of a server, or by a sync; not here. */
export const addRuntimeRepo: Handler<'addRuntimeRepo'> = async ({ query = {}, body }, context) => {
  checkRepoSource(body)
  const { answer, view, dryRun } = await transact(context, 'runtime-repo.add', query, (before) => {
    const { snapshot, at, access } = before
    const repo: RuntimeRepo = {
      ...body,
      id: nextRepoId(snapshot),
      owner: access.actor.name,
      created: at.toISOString(),
    }
    refuseTakenRepo(snapshot, repo)
    return { changes: [{ kind: 'runtime-repo', id: String(repo.id), body: repo }], answer: repo }
  })
  const { snapshot } = view
  const stored = dryRun
    ? { body: answer, revision: snapshot.revision + 1 }
    : findRepo(snapshot, String(answer.id))
  return { ...view.stamp, dryRun, repo: await repoView(context.ledger, snapshot, stored) }
}
