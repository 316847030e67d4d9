import type { CatalogView } from '@ingot/contract'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

/** Catalogs in the order in which they are searched; how the sync of those that mirror a source went. */
export async function catalogTable(catalogs: readonly CatalogView[]): Promise<string> {
  const hasMirrors = catalogs.some(({ mirror }) => mirror !== undefined)
  const rows = catalogs.map((catalog) => [
    String(catalog.position),
    plain(catalog.name),
    catalog.type,
    plain(catalog.owner),
    String(catalog.images),
    String(catalog.artifacts),
    ...(hasMirrors ? [lastSync(catalog)] : []),
    plain(catalog.description ?? ''),
  ])
  const sync = hasMirrors ? ['LAST SYNC'] : []
  return await table(
    ['SEARCHED', 'NAME', 'TYPE', 'OWNER', 'IMAGES', 'ARTIFACTS', ...sync, 'DESCRIPTION'],
    rows,
    'No catalogs',
  )
}

function lastSync({ mirror, sync }: CatalogView): string {
  if (mirror === undefined) return ''
  return sync === undefined ? 'not yet' : `${shortMoment(sync.checked)} ${sync.outcome}`
}
