import type { Catalog, CatalogView, SyncState } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { Document, Ledger } from '@ingot/ledger'
import { catalogOrder, contentOf } from './image-source.ts'
import type { View } from './view.ts'

/** A catalog as the API shows it: with its place in the search order and what it holds. */
export function catalogView({ snapshot }: Pick<View, 'snapshot'>, catalog: Document<Catalog>): CatalogView {
  const { images } = contentOf(snapshot, catalog.body)
  return viewOfCatalog(catalog, { order: catalogOrder(snapshot), images })
}

/** The same of a catalog that would hold these effective images and stand in this order. */
export function viewOfCatalog(
  { body, revision }: Document<Catalog>,
  { order, images }: { order: readonly string[]; images: readonly StoredImage[] },
): CatalogView {
  const { withdrawn, ...listed } = holdingsOf(images)
  return {
    ...body,
    position: order.indexOf(body.name) + 1,
    ...listed,
    ...(body.mirror === undefined ? {} : { withdrawn }),
    revision,
  }
}

interface Holdings {
  readonly images: number
  readonly artifacts: number
  readonly withdrawn: number
}

/** What arrays of images hold, counted once for each: a mirrored catalog has tens of thousands of references. */
const counts = new WeakMap<readonly StoredImage[], Holdings>()

function holdingsOf(images: readonly StoredImage[]): Holdings {
  const known = counts.get(images)
  if (known !== undefined) return known
  const listed = images.filter(({ body }) => body.withdrawn === undefined)
  const artifacts = listed.reduce((sum, { body }) => sum + body.artifacts.length, 0)
  const holdings = { images: listed.length, artifacts, withdrawn: images.length - listed.length }
  counts.set(images, holdings)
  return holdings
}

/** The catalogs that the actor may use, in the order in which they are searched. */
export function catalogViews(view: View): CatalogView[] {
  return [...view.snapshot.all<Catalog>('catalog')]
    .filter((catalog) => view.access.catalog(catalog.id, 'use'))
    .map((catalog) => catalogView(view, catalog))
    .toSorted((a, b) => a.position - b.position)
}

/** The same catalog with what came of its last sync, where it mirrors a source. */
export async function withSyncState(ledger: Ledger, catalog: CatalogView): Promise<CatalogView> {
  if (catalog.mirror === undefined) return catalog
  const state = await ledger.jobs.state<SyncState>(syncJob(catalog.name))
  if (state === undefined) return catalog
  const { checked, outcome, message } = state
  return { ...catalog, sync: { checked, outcome, ...(message === undefined ? {} : { message }) } }
}

/** The name of the job that keeps a catalog in step with its source. */
export function syncJob(catalog: string): string {
  return `sync/${catalog}`
}
