import { canonicalJson, IngotError, type Catalog } from '@ingot/contract'
import {
  cycleCloudDefaultCatalog,
  cycleCloudDefaultImages,
  cycleCloudDefaultName,
  planImages,
  plannedWrites,
} from '@ingot/core'
import type { Change, Ledger, Snapshot } from '@ingot/ledger'
import { createHash } from 'node:crypto'
import { SITE_OWNER } from './auth/access.ts'
import { imageDeleted, imageWritten } from './image-document.ts'
import { imagesOfCatalog } from './image-source.ts'
import { CATALOG_ORDER } from './kinds.ts'

/** The catalog that a site's own images go to unless told otherwise. */
export const LOCAL_CATALOG = 'local'

/** How often it is tried while others commit. */
const attempts = 16

/**
 * Brings the catalogs that every ledger has into it: `local`, and the shipped default catalog, which follows the
 * release of Ingot. One commit when something differs, none otherwise. Several processes may do so at once.
 */
export async function installCatalogs(ledger: Ledger, now: Date): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await install(ledger, ledger.snapshot(), now)
    } catch (error) {
      const isConflict = error instanceof IngotError && error.code === 'REVISION_CONFLICT'
      if (!isConflict || attempt === attempts) throw error
      await ledger.refresh()
    }
  }
}

async function install(ledger: Ledger, snapshot: Snapshot, now: Date): Promise<void> {
  if (snapshot.get<Catalog>('catalog', cycleCloudDefaultName)?.body.source === shippedSource()) return
  const changes = [...localCatalog(snapshot, now), ...shipped(snapshot, now)]
  await ledger.commit({ actor: SITE_OWNER, action: 'catalog.install', changes, expect: snapshot.revision })
}

function localCatalog(snapshot: Snapshot, now: Date): Change[] {
  if (snapshot.revision > 0) return []
  const catalog: Catalog = {
    name: LOCAL_CATALOG,
    type: 'custom',
    description: "The site's own images",
    owner: SITE_OWNER,
    created: now.toISOString(),
  }
  return [
    { kind: 'catalog', id: catalog.name, body: catalog },
    { kind: 'setting', id: CATALOG_ORDER, body: { order: [LOCAL_CATALOG, cycleCloudDefaultName] } },
  ]
}

function shipped(snapshot: Snapshot, now: Date): Change[] {
  const present = snapshot.get<Catalog>('catalog', cycleCloudDefaultName)?.body
  const catalog = cycleCloudDefaultCatalog(present?.created ?? now.toISOString())
  const plan = planImages(imagesOfCatalog(snapshot, catalog.name), cycleCloudDefaultImages())
  return [
    { kind: 'catalog', id: catalog.name, body: { ...catalog, ...present, source: shippedSource() } },
    ...plannedWrites(plan).map(imageWritten),
    ...plan.gone.map(imageDeleted),
  ]
}

let source: string | undefined

/** Names the shipped list with its digest, so that one look tells whether the ledger has this release's. */
function shippedSource(): string {
  const catalog = cycleCloudDefaultCatalog('')
  const digest = () => createHash('sha256').update(canonicalJson(cycleCloudDefaultImages())).digest('hex')
  source ??= `${catalog.source} (sha256:${digest()})`
  return source
}
