import { IngotError, type ConsumerType, type Operations, type Output } from '@ingot/contract'
import { consumerNamed } from '../crn.ts'
import type { Call } from '../operation.ts'

/** A consumer with the revision that last changed it. */
export type ConsumerView = Output<Operations['showConsumer']>['consumer']

const titles: Record<ConsumerType, string> = {
  environment: 'Environment',
  datalake: 'Data Lake',
  datahub: 'Data Hub cluster',
  database: 'Database',
  project: 'Project',
}

/** The consumer of a type that a name or a CRN means. Throws `CONSUMER_NOT_FOUND`. */
export async function findConsumer(
  { invoke }: Call,
  type: ConsumerType,
  text: string,
): Promise<ConsumerView> {
  const named = consumerNamed(type, text)
  const { consumer } = await invoke('showConsumer', { params: { consumer: named } })
  if (consumer.type === type) return consumer
  throw new IngotError('CONSUMER_NOT_FOUND', `${titles[type]} '${text}' not found.`)
}

/** The consumers of a type, of one environment where that is named. */
export async function listConsumers(
  call: Call,
  type: ConsumerType,
  environment: string | undefined,
): Promise<ConsumerView[]> {
  const within =
    environment === undefined
      ? {}
      : { environment: (await findConsumer(call, 'environment', environment)).id }
  const { consumers } = await call.invoke('listConsumers', { query: { type, ...within } })
  return consumers
}

/** The consumer with an id; `undefined` where there is none, it is gone, or the caller may not see it. */
export async function consumerWithId(
  { invoke }: Call,
  id: string | undefined,
): Promise<ConsumerView | undefined> {
  if (id === undefined) return undefined
  try {
    return (await invoke('showConsumer', { params: { consumer: id } })).consumer
  } catch (error) {
    if (error instanceof IngotError && error.code === 'CONSUMER_NOT_FOUND') return undefined
    throw error
  }
}
