import { catalogViews, withSyncState } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Lists the catalogs that the actor may use, in the order in which they are searched. */
export const listCatalogs: Handler<'listCatalogs'> = async ({ query }, context) => {
  const view = await readView(context, query)
  const catalogs = catalogViews(view).map((catalog) => withSyncState(context.ledger, catalog))
  return { ...view.stamp, catalogs: await Promise.all(catalogs) }
}
