export type { AccessKeyStore, StoredAccessKey } from './access-key-store.ts'
export type { JobStore } from './job-store.ts'
export type { KeyStore, StoredKey } from './key-store.ts'
export type { KindDefinition, KindTable } from './kind-table.ts'
export type {
  Change,
  CommitDetail,
  CommitRequest,
  CommittedChange,
  Ledger,
  LogFilter,
  Point,
} from './ledger.ts'
export { isDatabaseUrl, openLedger, type LedgerOptions } from './open-ledger.ts'
export type { SecretKeyStore, StoredSecretKey } from './secret-key-store.ts'
export type { Document, Index, Snapshot } from './snapshot.ts'
