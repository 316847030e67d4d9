import { IngotError, type Catalog, type CatalogOrder, type Image } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { Change, CommitDetail, Ledger, Snapshot } from '@ingot/ledger'
import { viewOfCatalog, withSyncState } from '../../catalog-view.ts'
import type { Context, Handler } from '../../context.ts'
import { effective } from '../../effective.ts'
import { catalogOrder } from '../../image-source.ts'
import { CATALOG_ORDER } from '../../kinds.ts'
import { transact } from '../../transact.ts'

/** Brings a deleted catalog back with its images, its layout and the roles on it, where it stood in the search order. */
export const restoreCatalog: Handler<'restoreCatalog'> = async ({ params, query = {} }, context) => {
  const name = params.catalog
  const deletion = await lastDeletion(context.ledger, name)
  const catalog = deletion && catalogBefore(deletion, name)
  if (deletion === undefined || catalog === undefined || !mayRestore(context, catalog)) {
    throw new IngotError('NO_DELETED_CATALOG', `No deleted catalog was named "${name}"`)
  }
  const { answer, view, dryRun } = await transact(context, 'catalog.restore', query, ({ snapshot }) => {
    if (snapshot.get('catalog', name) !== undefined) {
      throw new IngotError('CATALOG_EXISTS', `A catalog named "${name}" exists, so the old one cannot return`)
    }
    const order = withPlace(catalogOrder(snapshot), deletion, name)
    const changes: Change[] = [
      ...deletion.changes
        .filter(({ kind, after }) => kind !== 'setting' && after === undefined)
        .map(({ kind, id, before }) => ({ kind, id, body: before })),
      { kind: 'setting', id: CATALOG_ORDER, body: { order } },
    ]
    return { changes, answer: { order, images: imagesBefore(deletion, snapshot) } }
  })
  const revision = dryRun ? view.snapshot.revision + 1 : view.snapshot.revision
  const restored = viewOfCatalog({ kind: 'catalog', id: name, revision, body: catalog }, answer)
  return { ...view.stamp, dryRun, catalog: await withSyncState(context.ledger, restored) }
}

/** The newest commit that deleted a catalog of this name. */
async function lastDeletion(ledger: Ledger, name: string): Promise<CommitDetail | undefined> {
  const upTo = (await ledger.refresh()).revision
  for (const { revision, action } of await ledger.log({ kind: 'catalog', id: name, upTo, limit: 1 })) {
    if (action === 'catalog.delete') return ledger.detail(revision)
  }
  return undefined
}

function catalogBefore({ changes }: CommitDetail, name: string): Catalog | undefined {
  return changes.find(({ kind, id }) => kind === 'catalog' && id === name)?.before as Catalog | undefined
}

/** The images that went with the catalog, with what they inherit today. */
function imagesBefore({ changes, commit }: CommitDetail, snapshot: Snapshot): StoredImage[] {
  const gone = changes.filter(({ kind, after }) => kind === 'image' && after === undefined)
  return gone.map(({ before }) => effective(snapshot, { revision: commit.revision, body: before as Image }))
}

function mayRestore({ actor }: Context, catalog: Catalog): boolean {
  return actor.role === 'administrator' || catalog.owner === actor.name
}

/** The present order with the catalog after those that it stood after when it was deleted. */
function withPlace(present: readonly string[], { changes }: CommitDetail, name: string): string[] {
  const setting = changes.find(({ kind, id }) => kind === 'setting' && id === CATALOG_ORDER)
  const before = (setting?.before as CatalogOrder | undefined)?.order ?? []
  const ahead = new Set(before.slice(0, Math.max(before.indexOf(name), 0)))
  const place = present.findLastIndex((other) => ahead.has(other)) + 1
  return present.toSpliced(place, 0, name)
}
