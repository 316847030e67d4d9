import type { Handler } from '../../context.ts'
import { readRewrites, repoFile } from '../../runtimes/repo-file.ts'
import { readView } from '../../view.ts'

/** Writes the runtimes as a Runtime Repo file; the same runtimes give the same bytes. */
export const exportRepoFile: Handler<'exportRepoFile'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const { status, pin } = query
  return repoFile(view.snapshot, view.at, { status, pin, rewrites: readRewrites(query.rewriteHost) })
}
