import { IngotError, type Consumer } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { findConsumer } from '../../find-consumer.ts'
import { meantRuntimes } from '../../runtimes/change-runtimes.ts'
import { seatOf } from '../../runtimes/project-runtimes.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Body = Parameters<Handler<'allowRuntimes'>>[0]['body']

/** Changes what the sessions of a project may start from. A project keeps at least one runtime. */
export const allowRuntimes: Handler<'allowRuntimes'> = async ({ params, query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'project.allow', query, (before) => {
    const stored = findConsumer(before, params.project, 'edit', 'project')
    const project = changed(before, stored.body, body)
    if (isSameJson(project, stored.body)) return { changes: [], answer: stored }
    return {
      changes: [{ kind: 'consumer', id: project.id, body: project }],
      answer: { ...stored, body: project, revision: before.snapshot.revision + 1 },
    }
  })
  const { body: consumer, revision } = dryRun ? answer : findConsumer(view, answer.id)
  return { ...view.stamp, dryRun, consumer: { ...consumer, revision } }
}

function changed(view: View, project: Consumer, { add = [], remove = [], addons }: Body): Consumer {
  const gone = new Set(meantGone(view, project, remove))
  const kept = (project.runtimes ?? [project.image]).filter(({ id }) => !gone.has(id))
  const known = new Set(kept.map(({ id }) => id))
  const added = meantRuntimes(view, add)
    .map(({ body }) => seatOf(body))
    .filter(({ id }) => !known.has(id))
  const runtimes = [...kept, ...added]
  const [image] = runtimes
  if (image === undefined) {
    throw new IngotError('INVALID_INPUT', `The project "${project.name}" would have no runtime left: add one`)
  }
  return { ...project, image, runtimes, ...(addons === undefined ? {} : { addons }) }
}

/** The ids of the runtimes to take away, which the project has. */
function meantGone(view: View, project: Consumer, remove: readonly string[]): string[] {
  const allowed = new Set((project.runtimes ?? [project.image]).map(({ id }) => id))
  return remove.map((text) => {
    if (allowed.has(text)) return text
    const [runtime] = meantRuntimes(view, [text])
    if (runtime !== undefined && allowed.has(runtime.body.id)) return runtime.body.id
    throw new IngotError('INVALID_INPUT', `The project "${project.name}" does not start from "${text}"`)
  })
}
