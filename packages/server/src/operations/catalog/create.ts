import { IngotError, type Catalog, type CatalogView } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import { catalogView } from '../../catalog-view.ts'
import type { Handler } from '../../context.ts'
import { catalogOrder } from '../../image-source.ts'
import { CATALOG_ORDER } from '../../kinds.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { refuseRuntimeCatalog } from '../../runtimes/runtime-catalog.ts'
import { transact } from '../../transact.ts'

/** Names that clients of CDP take for a default catalog, whether it is mirrored here or not. */
const reserved = new Set(['cdp-default', 'cloudbreak-default', 'freeipa-default'])

/** Creates an empty custom catalog and puts it first in the search order. Its creator owns it. */
export const createCatalog: Handler<'createCatalog'> = async ({ query = {}, body }, context) => {
  if (reserved.has(body.name)) {
    const message = `${body.name} cannot be created because it is an environment default image catalog.`
    throw new IngotError('INVALID_INPUT', message)
  }
  refuseRuntimeCatalog(body.name)
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
  const catalog = dryRun ? answer : catalogView(view, requireCatalog(view, body.name))
  return { ...view.stamp, dryRun, catalog }
}
