import { IngotError, type Consumer, type ConsumerImage } from '@ingot/contract'
import { randomUUID } from 'node:crypto'
import type { Handler } from '../../context.ts'
import { findConsumer } from '../../find-consumer.ts'
import { meantRuntimes } from '../../runtimes/change-runtimes.ts'
import { seatOf } from '../../runtimes/project-runtimes.ts'
import { orderedRuntimes } from '../../runtimes/runtime-index.ts'
import { statusAt } from '../../runtimes/runtime-view.ts'
import type { RuntimeImage } from '../../runtimes/stored-runtimes.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Body = Parameters<Handler<'createProject'>>[0]['body']

/** Creates a project. Without runtimes of its own it may start from those that are the default of new projects. */
export const createProject: Handler<'createProject'> = async ({ query = {}, body }, context) => {
  const id = randomUUID()
  const { answer, view, dryRun } = await transact(context, 'project.create', query, (before) => {
    refuseTaken(before, body)
    const consumer = projectOf(id, before, body)
    return { changes: [{ kind: 'consumer', id, body: consumer }], answer: consumer }
  })
  const revision = dryRun ? view.snapshot.revision + 1 : findConsumer(view, id).revision
  return { ...view.stamp, dryRun, consumer: { ...answer, revision } }
}

function refuseTaken(view: View, { name }: Body): void {
  const isTaken = [...view.snapshot.all<Consumer>('consumer')].some(
    ({ body }) => body.type === 'project' && body.name === name,
  )
  if (!isTaken) return
  throw new IngotError('CONSUMER_EXISTS', `The project "${name}" exists already; choose another name`)
}

function projectOf(id: string, view: View, { name, runtimes, addons }: Body): Consumer {
  const images =
    runtimes === undefined ? defaults(view) : meantRuntimes(view, runtimes).map(({ body }) => body)
  const [first] = images
  if (first === undefined) {
    const message =
      `The project "${name}" needs a runtime to start from: name one, ` +
      'or make one the default of new projects with "ingot runtime default"'
    throw new IngotError('INVALID_INPUT', message)
  }
  const seats: ConsumerImage[] = images.map(seatOf)
  return {
    id,
    type: 'project',
    name,
    provider: 'oci',
    region: first.artifacts[0]?.region ?? '',
    architecture: first.architecture ?? 'x86_64',
    image: seatOf(first),
    runtimes: seats,
    ...(addons === undefined ? {} : { addons }),
    owner: view.access.actor.name,
    created: view.at.toISOString(),
  }
}

/** The runtimes that new projects may start from, in the order of the catalog; one that is disabled is not given out any more. */
function defaults({ snapshot, at }: View): RuntimeImage[] {
  return orderedRuntimes(snapshot, at)
    .map(({ body }) => body)
    .filter((body) => body.runtime.isDefault === true && statusAt(body, at) !== 'DISABLED')
}
