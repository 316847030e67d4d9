import type { Handler } from '../../context.ts'
import { findConsumer, visibleConsumers } from '../../find-consumer.ts'
import { readView } from '../../view.ts'

/** Lists the consumers that the actor may see, by type and name. */
export const listConsumers: Handler<'listConsumers'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const { type, catalog, image } = query
  const environment =
    query.environment === undefined
      ? undefined
      : findConsumer(view, query.environment, 'use', 'environment').id
  const consumers = visibleConsumers(view)
    .filter(({ body }) => type === undefined || body.type === type)
    .filter(({ body }) => environment === undefined || body.environment === environment)
    .filter(({ body }) => catalog === undefined || body.image.catalog === catalog)
    .filter(({ body }) => image === undefined || body.image.id.toLowerCase() === image.toLowerCase())
  return { ...view.stamp, consumers: consumers.map(({ body, revision }) => ({ ...body, revision })) }
}

/** Shows one consumer. */
export const showConsumer: Handler<'showConsumer'> = async ({ params, query }, context) => {
  const view = await readView(context, query)
  const { body, revision } = findConsumer(view, params.consumer)
  return { ...view.stamp, consumer: { ...body, revision } }
}
