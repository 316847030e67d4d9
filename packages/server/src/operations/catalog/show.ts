import { catalogView } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { requireCatalog } from '../../require-custom.ts'
import { readView } from '../../view.ts'

/** Shows one catalog. */
export const showCatalog: Handler<'showCatalog'> = async ({ params, query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  return { ...view.stamp, catalog: catalogView(view.snapshot, requireCatalog(view.snapshot, params.catalog)) }
}
