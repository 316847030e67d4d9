import type { Catalog, CatalogOrder } from '@ingot/contract'

/**
 * The names of all catalogs in the order in which they are searched: first those that the setting lists, then the
 * others, custom before default, the youngest first.
 */
export function searchOrder(catalogs: readonly Catalog[], setting: CatalogOrder | undefined): string[] {
  const known = new Set(catalogs.map((catalog) => catalog.name))
  const listed = new Set((setting?.order ?? []).filter((name) => known.has(name)))
  const others = catalogs.filter((catalog) => !listed.has(catalog.name)).toSorted(compareUnlisted)
  return [...listed, ...others.map((catalog) => catalog.name)]
}

function compareUnlisted(a: Catalog, b: Catalog): number {
  if (a.type !== b.type) return a.type === 'custom' ? -1 : 1
  const age = Date.parse(b.created) - Date.parse(a.created)
  if (age !== 0 && !Number.isNaN(age)) return age
  return a.name < b.name ? -1 : 1
}
