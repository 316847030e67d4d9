import type { Catalog } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import { catalogView, withSyncState } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'

/** Changes the description or the owner of a catalog. */
export const updateCatalog: Handler<'updateCatalog'> = async ({ params, query = {}, body }, context) => {
  return changeCatalog(context, 'catalog.update', params.catalog, query, (catalog) => {
    const { description, ...rest } = catalog
    const wanted = body.description ?? description
    return {
      ...rest,
      ...(wanted === undefined || wanted === '' ? {} : { description: wanted }),
      owner: body.owner ?? catalog.owner,
    }
  })
}

/** Says whether a catalog is served without a key. */
export const publishCatalog: Handler<'publishCatalog'> = async ({ params, query = {}, body }, context) => {
  return changeCatalog(context, 'catalog.publish', params.catalog, query, ({ published: _, ...catalog }) => ({
    ...catalog,
    ...(body.published ? { published: true } : {}),
  }))
}

type Query = NonNullable<Parameters<Handler<'updateCatalog'>>[0]['query']>

async function changeCatalog(
  context: Parameters<Handler<'updateCatalog'>>[1],
  action: string,
  name: string,
  query: Query,
  change: (catalog: Catalog) => Catalog,
) {
  const { answer, view, dryRun } = await transact(context, action, query, (before) => {
    const stored = requireCatalog(before, name, 'manage')
    const body = change(stored.body)
    const changes = isSameJson(body, stored.body) ? [] : [{ kind: 'catalog', id: name, body }]
    return { changes, answer: { ...stored, body } }
  })
  const stored = dryRun ? answer : (view.snapshot.get<Catalog>('catalog', name) ?? answer)
  return { ...view.stamp, dryRun, catalog: await withSyncState(context.ledger, catalogView(view, stored)) }
}
