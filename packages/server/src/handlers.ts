import type { OperationName } from '@ingot/contract'
import type { Handler } from './context.ts'

/**
 * The use case of every operation, loaded when it is first needed: a local command loads its own and no other.
 */
export const handlers: { [K in OperationName]: () => Promise<Handler<K>> } = {
  resolve: async () => (await import('./operations/image/resolve.ts')).resolveImage,
  listImages: async () => (await import('./operations/image/list.ts')).listImages,
  showImage: async () => (await import('./operations/image/show.ts')).showImage,
  imageHistory: async () => (await import('./operations/image/history.ts')).imageHistory,
  imageCoverage: async () => (await import('./operations/image/coverage.ts')).coverImages,
  stageImage: async () => (await import('./operations/image/stage.ts')).stageImage,
  importRecords: async () => (await import('./operations/record/import.ts')).importRecords,
  exportRecords: async () => (await import('./operations/record/export.ts')).exportRecords,
  checkTemplate: async () => (await import('./operations/template/check.ts')).checkTemplate,
  showTemplate: async () => (await import('./operations/template/show.ts')).showTemplate,
  resolveTemplate: async () => (await import('./operations/template/resolve.ts')).resolveTemplateImages,
  templateCoverage: async () => (await import('./operations/template/coverage.ts')).coverTemplate,
  lockTemplate: async () => (await import('./operations/template/lock.ts')).lockTemplate,
  verifyLock: async () => (await import('./operations/template/verify.ts')).verifyTemplateLock,
  formatTemplate: async () => (await import('./operations/template/format.ts')).formatTemplateText,
  listCatalogs: async () => (await import('./operations/catalog/list.ts')).listCatalogs,
  showCatalog: async () => (await import('./operations/catalog/show.ts')).showCatalog,
  createCatalog: async () => (await import('./operations/catalog/create.ts')).createCatalog,
  deleteCatalog: async () => (await import('./operations/catalog/delete.ts')).deleteCatalog,
  orderCatalogs: async () => (await import('./operations/catalog/order.ts')).orderCatalogs,
  listLog: async () => (await import('./operations/ledger/log.ts')).listLog,
  showCommit: async () => (await import('./operations/ledger/commit.ts')).showCommit,
  verifyLog: async () => (await import('./operations/ledger/verify.ts')).verifyLog,
  backupLedger: async () => (await import('./operations/ledger/backup.ts')).backupLedger,
  restoreLedger: async () => (await import('./operations/ledger/restore.ts')).restoreLedger,
  createKey: async () => (await import('./operations/key/create.ts')).createKey,
  listKeys: async () => (await import('./operations/key/list.ts')).listKeys,
  revokeKey: async () => (await import('./operations/key/revoke.ts')).revokeKey,
}
