import type { Handler } from '../../context.ts'
import { everyRepo, repoView } from '../../runtimes/stored-repos.ts'
import { readView } from '../../view.ts'

/** Lists Runtime Repos with how their last sync ended. */
export const listRuntimeRepos: Handler<'listRuntimeRepos'> = async ({ query }, context) => {
  const view = await readView(context, query)
  const views = everyRepo(view.snapshot).map((repo) => repoView(context.ledger, view.snapshot, repo))
  return { ...view.stamp, repos: await Promise.all(views) }
}
