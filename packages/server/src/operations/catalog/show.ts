import { catalogView, withSyncState } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView } from '../../view.ts'

/** Shows one catalog. */
export const showCatalog: Handler<'showCatalog'> = async ({ params, query }, context) => {
  const view = await readView(context, query)
  const catalog = catalogView(view, requireCatalog(view, params.catalog))
  return { ...view.stamp, catalog: await withSyncState(context.ledger, catalog) }
}
