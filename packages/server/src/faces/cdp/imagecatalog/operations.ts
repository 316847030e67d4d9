import type { WireOperation } from '../operation.ts'
import { createCustomCatalog } from './create-custom-catalog.ts'
import { describeDefaultImage, findDefaultImage } from './default-images.ts'
import { deleteCustomCatalog } from './delete-custom-catalog.ts'
import { deleteFreeipaImage, deleteRuntimeImage } from './delete-image.ts'
import { describeCustomCatalog } from './describe-custom-catalog.ts'
import { describeCustomImage } from './describe-custom-image.ts'
import { listCustomCatalogs } from './list-custom-catalogs.ts'
import { setFreeipaImage, setRuntimeImage } from './set-image.ts'

/** All operations of the service `imagecatalog` (CDP API). */
export const imageCatalogOperations: readonly WireOperation[] = [
  createCustomCatalog,
  deleteCustomCatalog,
  listCustomCatalogs,
  describeCustomCatalog,
  setRuntimeImage,
  setFreeipaImage,
  deleteRuntimeImage,
  deleteFreeipaImage,
  describeCustomImage,
  describeDefaultImage,
  findDefaultImage,
]
