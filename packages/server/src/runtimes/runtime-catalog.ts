import { IngotError, type Catalog } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import { isRuntimeCatalog, RUNTIME_CATALOG, SITE_OWNER } from '../auth/access.ts'
import { catalogOrder } from '../image-source.ts'
import { CATALOG_ORDER } from '../kinds.ts'
import type { View } from '../view.ts'

/** Refuses that somebody makes a catalog of this name their own (`INVALID_INPUT`): who owns it says what may start. */
export function refuseRuntimeCatalog(name: string): void {
  if (name !== RUNTIME_CATALOG) return
  const message = `"${name}" is the catalog that Ingot keeps the runtimes in; choose another name`
  throw new IngotError('INVALID_INPUT', message)
}

/**
 * The changes that make the catalog of the runtimes, where it is not there yet. It is searched last. Throws
 * `CATALOG_EXISTS` where it is somebody's own, from before its name was kept for this.
 */
export function runtimeCatalog({ snapshot, at }: View): Change[] {
  const present = snapshot.get<Catalog>('catalog', RUNTIME_CATALOG)?.body
  if (present !== undefined) {
    if (isRuntimeCatalog(present)) return []
    const message = `The catalog "${present.name}" of "${present.owner}" stands where the runtimes are to be kept; delete it first`
    throw new IngotError('CATALOG_EXISTS', message)
  }
  const catalog: Catalog = {
    name: RUNTIME_CATALOG,
    type: 'custom',
    description: 'The container images that sessions may start from',
    owner: SITE_OWNER,
    created: at.toISOString(),
  }
  return [
    { kind: 'catalog', id: catalog.name, body: catalog },
    { kind: 'setting', id: CATALOG_ORDER, body: { order: [...catalogOrder(snapshot), catalog.name] } },
  ]
}
