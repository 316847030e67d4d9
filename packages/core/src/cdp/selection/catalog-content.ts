import type { Catalog, CatalogLayout } from '@ingot/contract'
import type { StoredImage } from '../../image/source.ts'

/**
 * What images are chosen from: a catalog with all its images, the withdrawn ones too. Images are effective. `images`
 * and `layout` keep their identity as long as nothing in them changes: what is worked out from them is remembered.
 */
export interface CatalogContent {
  readonly name: string
  readonly type: Catalog['type']
  readonly images: readonly StoredImage[]
  readonly layout: CatalogLayout | undefined
}
