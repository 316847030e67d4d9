import { counted, IngotError, type Catalog } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { Change, Document, Snapshot } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { imageDeleted } from '../../image-document.ts'
import { catalogOrder, imagesOfCatalog } from '../../image-source.ts'
import { CATALOG_ORDER } from '../../kinds.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { requireReason } from '../../require-reason.ts'
import { rolesDeleted } from '../../role-resource.ts'
import { transact } from '../../transact.ts'
import { consumersOfCatalog, derivedElsewhere, useFaults, usersText } from '../../users-of.ts'
import type { View } from '../../view.ts'

type Query = NonNullable<Parameters<Handler<'deleteCatalog'>>[0]['query']>

/**
 * Deletes a catalog with its images and the roles on it. One that holds images goes only when they are meant too, and
 * one in use only with force and a reason; history keeps everything, so that it can be restored.
 */
export const deleteCatalog: Handler<'deleteCatalog'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'catalog.delete', query, (before) => {
    const catalog = requireDeletable(before, params.catalog)
    const { snapshot } = before
    const images = imagesOfCatalog(snapshot, catalog.id)
    refuseUsed(snapshot, catalog.id, query)
    refuseHolding(catalog.id, images, query)
    return { changes: deletions(snapshot, catalog.id, images), answer: images.length }
  })
  return { ...view.stamp, dryRun, catalog: params.catalog, images: answer }
}

function requireDeletable(view: View, name: string): Document<Catalog> {
  const catalog = requireCatalog(view, name)
  if (catalog.body.type === 'default' && catalog.body.mirror === undefined) {
    throw new IngotError('CATALOG_READ_ONLY', `The catalog "${name}" is shipped with Ingot and read-only`)
  }
  return requireCatalog(view, name, 'manage')
}

function refuseUsed(snapshot: Snapshot, name: string, { force, reason }: Query): void {
  const consumers = consumersOfCatalog(snapshot, name)
  const derived = derivedElsewhere(snapshot, name).map(({ image }) => image)
  if (consumers.length === 0 && derived.length === 0) return
  if (force === true) return requireReason(reason, `Deleting the catalog "${name}", which is in use,`)
  throw new IngotError(
    'CATALOG_IN_USE',
    `The catalog "${name}" is in use: ${usersText(consumers, derived)}`,
    { faults: useFaults(consumers, derived) },
  )
}

function refuseHolding(name: string, images: readonly StoredImage[], query: Query): void {
  if (images.length === 0 || query.withImages === true) return
  if (query.force !== true) {
    throw new IngotError(
      'CATALOG_NOT_EMPTY',
      `The catalog "${name}" holds ${counted(images.length, 'image')}`,
    )
  }
  requireReason(query.reason, `Deleting the catalog "${name}" with its ${counted(images.length, 'image')}`)
}

function deletions(snapshot: Snapshot, name: string, images: readonly StoredImage[]): Change[] {
  const order = catalogOrder(snapshot).filter((other) => other !== name)
  return [
    ...images.map(imageDeleted),
    ...rolesDeleted(snapshot, `catalog/${name}`),
    { kind: 'layout', id: name, body: null },
    { kind: 'catalog', id: name, body: null },
    { kind: 'setting', id: CATALOG_ORDER, body: { order } },
  ]
}
