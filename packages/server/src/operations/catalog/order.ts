import { IngotError } from '@ingot/contract'
import { catalogViews, withSyncState } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { catalogOrder } from '../../image-source.ts'
import { CATALOG_ORDER } from '../../kinds.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'

/** Sets the search order. Catalogs that are not named follow in their present order. */
export const orderCatalogs: Handler<'orderCatalogs'> = async ({ query = {}, body }, context) => {
  const twice = body.order.find((name, index) => body.order.indexOf(name) !== index)
  if (twice !== undefined)
    throw new IngotError('INVALID_REQUEST', `The order names the catalog "${twice}" twice`)
  const { answer, view, dryRun } = await transact(context, 'catalog.order', query, (before) => {
    const { snapshot } = before
    for (const name of body.order) requireCatalog(before, name)
    const present = catalogOrder(snapshot)
    const order = [...body.order, ...present.filter((name) => !body.order.includes(name))]
    const isSame = order.every((name, index) => name === present[index])
    return { changes: isSame ? [] : [{ kind: 'setting', id: CATALOG_ORDER, body: { order } }], answer: order }
  })
  const catalogs = catalogViews(view)
    .map((catalog) => ({ ...catalog, position: answer.indexOf(catalog.name) + 1 }))
    .toSorted((a, b) => a.position - b.position)
    .map((catalog) => withSyncState(context.ledger, catalog))
  return { ...view.stamp, catalogs: await Promise.all(catalogs), dryRun }
}
