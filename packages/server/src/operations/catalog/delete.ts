import { IngotError } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { catalogOrder, imagesOfCatalog } from '../../image-source.ts'
import { CATALOG_ORDER } from '../../kinds.ts'
import { requireCustom } from '../../require-custom.ts'
import { transact } from '../../transact.ts'

/** Deletes a custom catalog. One that holds images goes only with force and a reason; history keeps everything. */
export const deleteCatalog: Handler<'deleteCatalog'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'catalog.delete', query, ({ snapshot }) => {
    const { name } = requireCustom(snapshot, params.catalog).body
    const images = imagesOfCatalog(snapshot, name)
    if (images.length > 0) requireForce(name, images.length, query.force, query.reason)
    const order = catalogOrder(snapshot).filter((other) => other !== name)
    const changes: Change[] = [
      ...images.map((image) => ({ kind: 'image', id: image.body.id, body: null })),
      { kind: 'catalog', id: name, body: null },
      { kind: 'setting', id: CATALOG_ORDER, body: { order } },
    ]
    return { changes, answer: images.length }
  })
  return { ...view.stamp, dryRun, catalog: params.catalog, images: answer }
}

function requireForce(
  name: string,
  images: number,
  force: boolean | undefined,
  reason: string | undefined,
): void {
  if (force !== true) {
    throw new IngotError('CATALOG_NOT_EMPTY', `The catalog "${name}" holds ${images} images`)
  }
  if (reason === undefined || reason.trim() === '') {
    throw new IngotError(
      'REASON_REQUIRED',
      `Deleting the catalog "${name}" with its ${images} images needs a reason`,
    )
  }
}
