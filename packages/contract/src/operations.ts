import { catalogOperations } from './operations/catalog.ts'
import { imageOperations } from './operations/image.ts'
import { keyOperations } from './operations/key.ts'
import { ledgerOperations } from './operations/ledger.ts'
import { recordOperations } from './operations/record.ts'
import { templateOperations } from './operations/template.ts'

/** The one table of operations: what may be asked of Ingot, over HTTP and in process alike. */
export const operations = {
  ...imageOperations,
  ...recordOperations,
  ...templateOperations,
  ...catalogOperations,
  ...ledgerOperations,
  ...keyOperations,
}

export type Operations = typeof operations
export type OperationName = keyof Operations
