import { parseRepoFile, planRepoSync } from '@ingot/core'
import { permissionRefusal } from '../../auth/roles.ts'
import type { Handler } from '../../context.ts'
import { labelFaults } from '../../runtimes/label-faults.ts'
import { everyRuntime } from '../../runtimes/stored-runtimes.ts'
import { reportOf } from '../../runtimes/sync-repo.ts'
import { readView } from '../../view.ts'

/** Of a repo that is not registered yet, which therefore brought nothing. */
const noRepo = ''

/** Says everything that is wrong with a Runtime Repo file, and what a sync of it would do. Nothing is stored. */
export const checkRepoFile: Handler<'checkRepoFile'> = async ({ query = {}, body }, context) => {
  // To read images takes more than to read what is stored.
  const refusal =
    body.verifyLabels === true ? permissionRefusal(context.actor, 'runtime:validate') : undefined
  if (refusal !== undefined) throw refusal
  const view = await readView(context, query)
  const file = parseRepoFile(body.content, body.file)
  const current = everyRuntime(view.snapshot).map(({ body: { id, runtime } }) => ({ id, runtime }))
  const plan = planRepoSync(current, file, noRepo, view.at)
  const labels = body.verifyLabels === true ? await labelFaults(context, view, file.entries) : []
  return { ...view.stamp, ...reportOf(plan, labels) }
}
