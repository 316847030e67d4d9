import type { Handler } from '../../context.ts'
import { syncRepo } from '../../runtimes/sync-repo.ts'

/** Reads a Runtime Repo file: adds what is new, reports what changed, marks what it dropped; in one commit. */
export const syncRuntimeRepo: Handler<'syncRuntimeRepo'> = ({ params, query = {}, body }, context) =>
  syncRepo(context, params.repo, { query, ...body })
