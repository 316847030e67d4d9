import { accessKeyOperations } from './operations/access-key.ts'
import { accountOperations } from './operations/account.ts'
import { addonOperations } from './operations/addon.ts'
import { catalogOperations } from './operations/catalog.ts'
import { consumerOperations } from './operations/consumer.ts'
import { derivedImageOperations } from './operations/derived-image.ts'
import { exportOperations } from './operations/export.ts'
import { imageLifeOperations } from './operations/image-life.ts'
import { imageOperations } from './operations/image.ts'
import { keyOperations } from './operations/key.ts'
import { ledgerOperations } from './operations/ledger.ts'
import { mirrorOperations } from './operations/mirror.ts'
import { projectOperations } from './operations/project.ts'
import { recordOperations } from './operations/record.ts'
import { registryOperations } from './operations/registry.ts'
import { roleOperations } from './operations/role.ts'
import { runtimeRepoOperations } from './operations/runtime-repo.ts'
import { runtimeOperations } from './operations/runtime.ts'
import { templateOperations } from './operations/template.ts'
import { trustOperations } from './operations/trust.ts'

/** The one table of operations: what may be asked of Ingot, over HTTP and in process alike. */
export const operations = {
  ...imageOperations,
  ...derivedImageOperations,
  ...accountOperations,
  ...imageLifeOperations,
  ...recordOperations,
  ...templateOperations,
  ...catalogOperations,
  ...mirrorOperations,
  ...exportOperations,
  ...consumerOperations,
  ...registryOperations,
  ...runtimeOperations,
  ...runtimeRepoOperations,
  ...trustOperations,
  ...addonOperations,
  ...projectOperations,
  ...roleOperations,
  ...ledgerOperations,
  ...keyOperations,
  ...accessKeyOperations,
}

export type Operations = typeof operations
export type OperationName = keyof Operations
