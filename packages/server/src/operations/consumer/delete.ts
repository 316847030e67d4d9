import { counted, IngotError, type Consumer, type Fault } from '@ingot/contract'
import type { Document } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { consumerReference, findConsumer } from '../../find-consumer.ts'
import { requireReason } from '../../require-reason.ts'
import { rolesDeleted } from '../../role-resource.ts'
import { transact } from '../../transact.ts'

/** Deletes a consumer and the roles on it. One that others stand in goes only with force and a reason. */
export const deleteConsumer: Handler<'deleteConsumer'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'consumer.delete', query, (before) => {
    const { snapshot } = before
    const { id, body } = findConsumer(before, params.consumer, 'manage')
    const inside = [...snapshot.all<Consumer>('consumer')].filter(
      (other) => other.body.environment === id || other.body.datalake === id,
    )
    if (inside.length > 0) requireForce(body, inside, query)
    const changes = [{ kind: 'consumer', id, body: null }, ...rolesDeleted(snapshot, `consumer/${id}`)]
    return { changes, answer: consumerReference(body) }
  })
  return { ...view.stamp, dryRun, consumer: answer }
}

function requireForce(
  { type, name }: Consumer,
  inside: readonly Document<Consumer>[],
  { force, reason }: { force?: boolean; reason?: string },
): void {
  if (force === true) return requireReason(reason, `Deleting the ${type} "${name}", which others stand in,`)
  const faults = inside.map(({ body }): Fault => {
    return { severity: 'error', code: 'USES_CONSUMER', message: `${body.type} "${body.name}" uses it` }
  })
  throw new IngotError('CONSUMER_IN_USE', `${counted(inside.length, 'consumer')} use the ${type} "${name}"`, {
    faults,
  })
}
