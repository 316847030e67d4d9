import { databaseOperations } from './opdb/operations.ts'
import { datahubOperations } from './datahub/operations.ts'
import { datalakeOperations } from './datalake/operations.ts'
import { environmentOperations } from './environments/operations.ts'
import { imageCatalogOperations } from './imagecatalog/operations.ts'
import type { WireOperation } from './operation.ts'

/** Every operation of CDP's API that Ingot answers. */
export const wireOperations: readonly WireOperation[] = [
  ...imageCatalogOperations,
  ...environmentOperations,
  ...datalakeOperations,
  ...datahubOperations,
  ...databaseOperations,
]
