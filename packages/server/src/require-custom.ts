import { IngotError, type Catalog } from '@ingot/contract'
import type { Document, Snapshot } from '@ingot/ledger'

/** The catalog with this name. Throws `CATALOG_NOT_FOUND`. */
export function requireCatalog(snapshot: Snapshot, name: string): Document<Catalog> {
  const catalog = snapshot.get<Catalog>('catalog', name)
  if (catalog !== undefined) return catalog
  const names = [...snapshot.all<Catalog>('catalog')].map((document) => `"${document.body.name}"`)
  const there = names.length === 0 ? 'there is none' : `there are ${names.toSorted().join(', ')}`
  throw new IngotError('CATALOG_NOT_FOUND', `No catalog is named "${name}"; ${there}`)
}

/** The custom catalog with this name. Throws `CATALOG_NOT_FOUND` or `CATALOG_READ_ONLY`. */
export function requireCustom(snapshot: Snapshot, name: string): Document<Catalog> {
  const catalog = requireCatalog(snapshot, name)
  if (catalog.body.type === 'custom') return catalog
  throw new IngotError('CATALOG_READ_ONLY', `The catalog "${name}" is a default catalog and read-only`)
}
