import type { Catalog } from '@ingot/contract'
import type { Document } from '@ingot/ledger'
import { requireCatalog } from './require-catalog.ts'
import type { View } from './view.ts'

/** What clients of CDP called the default catalog before it had its present name. */
const legacyName = 'cloudbreak-default'

/** The resource name (CRN) of a catalog ends with its name. */
const crnPattern = /^crn:[^:]*:[^:]*:[^:]*:[^:]*:imageCatalog:(?<name>[^:]+)$/

/**
 * The catalog that a name, a CRN, or the URL of a mirrored source means, which the actor may use. Throws as
 * `requireCatalog` does.
 */
export function catalogByText(view: View, text: string): Document<Catalog> {
  const name = crnPattern.exec(text)?.groups?.['name'] ?? text
  if (view.snapshot.get('catalog', name) === undefined) {
    const mirrored = mirrorOf(view, name)
    if (mirrored !== undefined) return requireCatalog(view, mirrored)
    if (name === legacyName) return requireCatalog(view, 'cdp-default')
  }
  return requireCatalog(view, name)
}

function mirrorOf({ snapshot }: View, url: string): string | undefined {
  for (const { body } of snapshot.all<Catalog>('catalog')) {
    if (body.mirror?.from === url) return body.name
  }
  return undefined
}
