import type { CatalogView } from '@ingot/contract'
import { plain } from './plain.ts'
import { table } from './table.ts'

/** Catalogs in the order in which they are searched. */
export async function catalogTable(catalogs: readonly CatalogView[]): Promise<string> {
  const rows = catalogs.map((catalog) => [
    String(catalog.position),
    plain(catalog.name),
    catalog.type,
    plain(catalog.owner),
    String(catalog.images),
    String(catalog.artifacts),
    plain(catalog.description ?? ''),
  ])
  return await table(
    ['SEARCHED', 'NAME', 'TYPE', 'OWNER', 'IMAGES', 'ARTIFACTS', 'DESCRIPTION'],
    rows,
    'No catalogs',
  )
}
