import type { ConsumerType } from '@ingot/contract'
import { deleteConsumer } from '../consumer/delete-consumer.ts'
import { listConsumers, type ConsumerView } from '../consumer/find-consumer.ts'
import { consumerCrn } from '../crn.ts'
import type { Call } from '../operation.ts'

/** Data Lakes last: Data Hubs and databases use them. */
const order: readonly ConsumerType[] = ['datahub', 'database', 'datalake']

/** Deletes all that stands in an environment and that the caller may see, one after the other. */
export async function deleteInside(call: Call, environment: ConsumerView): Promise<void> {
  const within = consumerCrn(call.site, environment)
  for (const type of order) {
    for (const consumer of await listConsumers(call, type, within)) await deleteConsumer(call, consumer)
  }
}
