import { IngotError, type Consumer } from '@ingot/contract'
import { listUpgrades as list, type CatalogContent } from '@ingot/core'
import { catalogByText } from '../../catalog-by-text.ts'
import { imageAt } from '../../consumer-image.ts'
import type { Handler } from '../../context.ts'
import { consumerReference, findConsumer, requireMachines } from '../../find-consumer.ts'
import { contentOf } from '../../image-source.ts'
import { presentContent } from '../../present-content.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView, type View } from '../../view.ts'

/** How an upgrade is looked for, beside the consumer. */
export interface UpgradeQuery {
  image?: string
  runtime?: string
  catalog?: string
  lockComponents?: boolean
  majorOs?: boolean
  archiveOnly?: boolean
  brief?: boolean
}

/** Lists the images that a consumer can be upgraded to, and why no others. */
export const listUpgrades: Handler<'listUpgrades'> = async ({ params, query = {} }, context) => {
  const view = await readView(context, query)
  const { body } = findConsumer(view, params.consumer)
  return { ...view.stamp, ...upgradesOf(view, body, query) }
}

/** The catalog that a consumer is on. Throws `FORBIDDEN` where the actor may not use it any more. */
function ownContent(view: View, { image: { catalog } }: Consumer): CatalogContent | undefined {
  const content = presentContent(view.snapshot, catalog)
  if (content !== undefined) requireCatalog(view, catalog)
  return content
}

/** The upgrades of a consumer on a view. Throws `INVALID_INPUT`, `CATALOG_NOT_FOUND`. */
export function upgradesOf(view: View, consumer: Consumer, { catalog, ...query }: UpgradeQuery) {
  requireMachines(consumer, 'upgraded')
  if (catalog !== undefined && consumer.type !== 'environment') {
    throw new IngotError(
      'INVALID_INPUT',
      `Another catalog can be looked at for an environment only; switch the ${consumer.type} first`,
    )
  }
  const content =
    catalog === undefined
      ? ownContent(view, consumer)
      : contentOf(view.snapshot, catalogByText(view, catalog).body)
  if (content === undefined) {
    throw new IngotError(
      'CATALOG_NOT_FOUND',
      `The catalog "${consumer.image.catalog}" of "${consumer.name}" was deleted; restore it, or switch to another`,
    )
  }
  const current = imageAt(view.snapshot, consumer.image)?.body
  const { image, runtime, lockComponents, majorOs, archiveOnly, brief } = query
  const request = {
    consumer,
    current,
    image,
    runtime,
    lockComponents,
    majorOs,
    archiveOnly,
    brief,
    at: view.at,
  }
  return { consumer: consumerReference(consumer), ...list(content, request) }
}
