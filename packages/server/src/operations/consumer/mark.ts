import type { Consumer } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { findConsumer } from '../../find-consumer.ts'
import { transact } from '../../transact.ts'

/** Says which operation runs on a consumer, or that none does. */
export const markConsumer: Handler<'markConsumer'> = async ({ params, query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'consumer.mark', query, (before) => {
    const stored = findConsumer(before, params.consumer, 'edit')
    const { running: present, ...rest } = stored.body
    if (present === body.running) return { changes: [], answer: stored }
    const consumer: Consumer = { ...rest, ...(body.running === undefined ? {} : { running: body.running }) }
    return {
      changes: [{ kind: 'consumer', id: consumer.id, body: consumer }],
      answer: { ...stored, body: consumer, revision: before.snapshot.revision + 1 },
    }
  })
  const { body: consumer, revision } = dryRun ? answer : findConsumer(view, answer.id)
  return { ...view.stamp, dryRun, consumer: { ...consumer, revision } }
}
