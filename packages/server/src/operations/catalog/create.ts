import { IngotError, type Catalog, type CatalogView } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import { catalogView } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { catalogOrder } from '../../image-source.ts'
import { CATALOG_ORDER } from '../../kinds.ts'
import { requireCatalog } from '../../require-custom.ts'
import { transact } from '../../transact.ts'

/** Creates an empty custom catalog and puts it first in the search order. */
export const createCatalog: Handler<'createCatalog'> = async ({ query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'catalog.create', query, ({ snapshot, at }) => {
    if (snapshot.get('catalog', body.name) !== undefined) {
      throw new IngotError('CATALOG_EXISTS', `A catalog named "${body.name}" exists already`)
    }
    const catalog: Catalog = {
      name: body.name,
      type: 'custom',
      ...(body.description === undefined ? {} : { description: body.description }),
      owner: context.actor.name,
      created: at.toISOString(),
    }
    const changes: Change[] = [
      { kind: 'catalog', id: catalog.name, body: catalog },
      { kind: 'setting', id: CATALOG_ORDER, body: { order: [catalog.name, ...catalogOrder(snapshot)] } },
    ]
    const planned: CatalogView = {
      ...catalog,
      position: 1,
      images: 0,
      artifacts: 0,
      revision: snapshot.revision + 1,
    }
    return { changes, answer: planned }
  })
  const { snapshot } = view
  const catalog = dryRun ? answer : catalogView(snapshot, requireCatalog(snapshot, body.name))
  return { ...view.stamp, dryRun, catalog }
}
