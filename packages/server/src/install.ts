import { canonicalJson, type Catalog, type Image } from '@ingot/contract'
import { planImages, shippedCatalog } from '@ingot/core'
import type { Change, Ledger, Snapshot } from '@ingot/ledger'
import { createHash } from 'node:crypto'
import { imagesOfCatalog } from './image-source.ts'
import { CATALOG_ORDER } from './kinds.ts'

const OWNER = 'ingot'

/** The catalog that a site's own images go to unless told otherwise. */
export const LOCAL_CATALOG = 'local'

/**
 * Brings the catalogs that every ledger has into it: `local`, and the shipped default catalog, which follows the
 * release of Ingot. One commit when something differs, none otherwise.
 */
export async function installCatalogs(ledger: Ledger, now: Date): Promise<void> {
  const snapshot = ledger.snapshot()
  if (snapshot.get<Catalog>('catalog', shippedCatalog.name)?.body.source === shippedSource()) return
  const changes = [...localCatalog(snapshot, now), ...shipped(snapshot, now)]
  await ledger.commit({ actor: OWNER, action: 'catalog.install', changes, expect: snapshot.revision })
}

function localCatalog(snapshot: Snapshot, now: Date): Change[] {
  if (snapshot.revision > 0) return []
  const catalog: Catalog = {
    name: LOCAL_CATALOG,
    type: 'custom',
    description: "The site's own images",
    owner: OWNER,
    created: now.toISOString(),
  }
  return [
    { kind: 'catalog', id: catalog.name, body: catalog },
    { kind: 'setting', id: CATALOG_ORDER, body: { order: [LOCAL_CATALOG, shippedCatalog.name] } },
  ]
}

function shipped(snapshot: Snapshot, now: Date): Change[] {
  const { name, description, images } = shippedCatalog
  const present = snapshot.get<Catalog>('catalog', name)?.body
  const catalog: Catalog = {
    name,
    type: 'default',
    description,
    owner: OWNER,
    created: present?.created ?? now.toISOString(),
    source: shippedSource(),
  }
  const plan = planImages(imagesOfCatalog(snapshot, name), images)
  const wanted = new Set(images.map((image) => image.id))
  const gone = imagesOfCatalog(snapshot, name).filter((stored) => !wanted.has(stored.body.id))
  return [
    { kind: 'catalog', id: name, body: catalog },
    ...[...plan.added, ...plan.changed.map((changed) => changed.image)].map((image: Image) => ({
      kind: 'image',
      id: image.id,
      body: image,
    })),
    ...gone.map((stored) => ({ kind: 'image', id: stored.body.id, body: null })),
  ]
}

let source: string | undefined

/** Names the shipped list by its digest, so that one look tells whether the ledger has this release's. */
function shippedSource(): string {
  source ??= `shipped:sha256:${createHash('sha256').update(canonicalJson(shippedCatalog.images)).digest('hex')}`
  return source
}
