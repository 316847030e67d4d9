import type { Catalog } from '@ingot/contract'
import type { CatalogContent } from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { contentOf } from './image-source.ts'

/** The content of the catalog that a consumer is on; `undefined` where the catalog was deleted. */
export function presentContent(snapshot: Snapshot, name: string): CatalogContent | undefined {
  const catalog = snapshot.get<Catalog>('catalog', name)?.body
  return catalog && contentOf(snapshot, catalog)
}
