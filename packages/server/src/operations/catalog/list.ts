import { catalogViews } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Lists catalogs in the order in which they are searched. */
export const listCatalogs: Handler<'listCatalogs'> = async ({ query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  return { ...view.stamp, catalogs: catalogViews(view.snapshot) }
}
