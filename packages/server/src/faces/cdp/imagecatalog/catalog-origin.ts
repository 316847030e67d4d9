import type { CatalogView } from '@ingot/contract'
import { catalogCrn, userCrn } from '../crn.ts'
import type { Site } from '../site.ts'
import { epochOf } from '../words.ts'

/** What CDP's model has no members for: clients that do not know them ignore them. */
export function catalogOrigin(site: Site, { name, owner, created }: CatalogView) {
  return { catalogCrn: catalogCrn(site, name), creator: userCrn(site, owner), created: epochOf(created) }
}
