import type { Catalog, CatalogLayout, CatalogView, Output, Operations, SyncReport } from '@ingot/contract'
import { isSameJson, planMirror } from '@ingot/core'
import type { Change } from '@ingot/ledger'
import { catalogView, withSyncState } from '../catalog-view.ts'
import type { Context } from '../context.ts'
import { imageWritten } from '../image-document.ts'
import { catalogOrder, imagesOfCatalog } from '../image-source.ts'
import { CATALOG_ORDER } from '../kinds.ts'
import { requireCatalog } from '../require-catalog.ts'
import { transact, type Decision, type WriteQuery } from '../transact.ts'
import type { View } from '../view.ts'
import { plannedCatalog } from './planned-catalog.ts'
import { READER, saveSynced } from './mirror-state.ts'
import type { ReadMirror } from './read-mirror.ts'

export type Synced = Output<Operations['syncCatalog']>

/** What was read, and for which catalog. */
export interface MirrorWork {
  action: string
  query: WriteQuery
  source: ReadMirror
  /** The document of the catalog as it is to be. Throws where the catalog cannot have it. */
  catalogIn: (view: View) => Catalog
}

/** What is told of a sync: what it does, and the catalog as it is to be. */
interface Planned {
  report: SyncReport
  planned: CatalogView
}

/**
 * Stores what a source says in one commit: images that differ, the layout and the catalog where they differ; nothing
 * where none does. Only then the version of the source is remembered as stored.
 */
export async function storeMirror(context: Context, work: MirrorWork): Promise<Synced> {
  const { action, query, source } = work
  const { answer, view, dryRun } = await transact(context, action, query, (before) => decide(before, work))
  const { report, planned } = answer
  if (dryRun) {
    return { ...view.stamp, ...report, dryRun, catalog: await withSyncState(context.ledger, planned) }
  }
  const { name, mirror } = planned
  await saveSynced(context.ledger.jobs, name, {
    checked: context.now.toISOString(),
    outcome: report.outcome,
    from: mirror?.from ?? '',
    reader: READER,
    known: source.known,
  })
  const catalog = catalogView(view, requireCatalog(view, name))
  return { ...view.stamp, ...report, dryRun, catalog: await withSyncState(context.ledger, catalog) }
}

function decide(view: View, { source, catalogIn }: MirrorWork): Decision<Planned> {
  const catalog = catalogIn(view)
  return source.status === 'read'
    ? decideRead(view, catalog, source)
    : decideKnown(view, catalog, source.status)
}

/** Nothing is new but, it may be, the catalog itself. */
function decideKnown(view: View, catalog: Catalog, outcome: 'not-modified' | 'unchanged'): Decision<Planned> {
  const planned = catalogView(view, requireCatalog(view, catalog.name))
  const report = { outcome, images: [], unchanged: planned.images, layoutChanged: false, warnings: [] }
  return { changes: catalogChanges(view, catalog), answer: { report, planned } }
}

function decideRead(
  view: View,
  catalog: Catalog,
  { images, layout, warnings }: Extract<ReadMirror, { status: 'read' }>,
): Decision<Planned> {
  const { snapshot, at } = view
  const plan = planMirror(imagesOfCatalog(snapshot, catalog.name), images, at)
  const layoutChanged = !isSameJson(
    snapshot.get<CatalogLayout>('layout', catalog.name)?.body,
    asStored(layout),
  )
  const report: SyncReport = {
    outcome: plan.writes.length > 0 || layoutChanged ? 'changed' : 'unchanged',
    images: [...plan.images],
    unchanged: plan.unchanged,
    layoutChanged,
    warnings: [...warnings],
  }
  const changes: Change[] = [
    ...catalogChanges(view, catalog),
    ...(layoutChanged ? [{ kind: 'layout', id: catalog.name, body: layout }] : []),
    ...plan.writes.map(imageWritten),
  ]
  return { changes, answer: { report, planned: plannedCatalog(view, catalog, images) } }
}

/** A value as it comes back from the ledger, which keeps no member that is `undefined`. */
function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** The catalog where it differs; one that is new comes last in the search order. */
function catalogChanges({ snapshot }: View, catalog: Catalog): Change[] {
  const before = snapshot.get<Catalog>('catalog', catalog.name)?.body
  if (isSameJson(before, catalog)) return []
  const changes: Change[] = [{ kind: 'catalog', id: catalog.name, body: catalog }]
  if (before !== undefined) return changes
  const order = [...catalogOrder(snapshot), catalog.name]
  return [...changes, { kind: 'setting', id: CATALOG_ORDER, body: { order } }]
}
