import type { Handler } from '../../context.ts'
import { REPO_FILE_SETTING, isPublished } from '../../runtimes/repo-file.ts'
import { transact } from '../../transact.ts'

/** Says whether `/runtimes/repo-assembly.json` answers without a key. */
export const publishRepoFile: Handler<'publishRepoFile'> = async ({ query = {}, body }, context) => {
  const { published } = body
  const { view, dryRun } = await transact(context, 'runtime.publish', query, ({ snapshot }) => {
    if (isPublished(snapshot) === published) return { changes: [], answer: published }
    return { changes: [{ kind: 'setting', id: REPO_FILE_SETTING, body: { published } }], answer: published }
  })
  return { ...view.stamp, dryRun, published }
}
