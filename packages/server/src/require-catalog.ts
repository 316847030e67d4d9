import { IngotError, type Catalog } from '@ingot/contract'
import type { Document } from '@ingot/ledger'
import { isRuntimeCatalog, type Right } from './auth/access.ts'
import type { View } from './view.ts'

const doings: Record<Right, string> = {
  use: 'use',
  edit: 'change images of',
  manage: 'change, share or delete',
}

/**
 * The catalog with this name, which the actor may use, edit or manage. Throws `CATALOG_NOT_FOUND` naming those that
 * the actor may use, or `FORBIDDEN`.
 */
export function requireCatalog(view: View, name: string, right: Right = 'use'): Document<Catalog> {
  const { access, snapshot } = view
  const catalog = snapshot.get<Catalog>('catalog', name)
  if (catalog === undefined) {
    const names = view.source.catalogs.map((other) => `"${other}"`)
    const there = names.length === 0 ? 'there is none' : `there are ${names.toSorted().join(', ')}`
    throw new IngotError('CATALOG_NOT_FOUND', `No catalog is named "${name}"; ${there}`)
  }
  if (access.catalog(name, right)) return catalog
  throw new IngotError(
    'FORBIDDEN',
    `"${access.actor.name}" may not ${doings[right]} the catalog "${name}"; its owner "${catalog.body.owner}" can grant a role on it`,
  )
}

/** The custom catalog with this name. Throws as `requireCatalog` does, and `CATALOG_READ_ONLY`. */
export function requireCustom(view: View, name: string, right: Right = 'edit'): Document<Catalog> {
  const catalog = requireCatalog(view, name)
  if (catalog.body.type !== 'custom') {
    throw new IngotError('CATALOG_READ_ONLY', `The catalog "${name}" is a default catalog and read-only`)
  }
  return requireCatalog(view, name, right)
}

/** The custom catalog with this name, to put images into: runtimes come in only as such (`CATALOG_READ_ONLY`). */
export function requireFillable(view: View, name: string): Document<Catalog> {
  const catalog = requireCustom(view, name)
  if (!isRuntimeCatalog(catalog.body)) return catalog
  const message = `The catalog "${name}" holds runtimes, which come in by "ingot runtime add" alone`
  throw new IngotError('CATALOG_READ_ONLY', message)
}
