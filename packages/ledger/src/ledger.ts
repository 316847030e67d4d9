import type { LogEntry, Verification } from '@ingot/contract'
import type { AccessKeyStore } from './access-key-store.ts'
import type { JobStore } from './job-store.ts'
import type { KeyStore } from './key-store.ts'
import type { SecretKeyStore } from './secret-key-store.ts'
import type { Snapshot } from './snapshot.ts'

/** A change of one document; `body: null` deletes it. The ledger keeps every version. */
export interface Change {
  kind: string
  id: string
  body: unknown
}

/** What is to be written as one revision, all or nothing. */
export interface CommitRequest {
  actor: string
  action: string
  reason?: string
  changes: readonly Change[]
  /** The revision that the changes were decided on; the commit is refused when the ledger is at another. */
  expect?: number
}

/** A version of a document before and after a commit; `undefined` where there was none. */
export interface CommittedChange {
  kind: string
  id: string
  before: unknown
  after: unknown
}

export interface CommitDetail {
  commit: LogEntry
  changes: CommittedChange[]
}

/** Which commits to list: newest first, at most `limit`. */
export interface LogFilter {
  kind?: string
  id?: string
  /** Only revisions up to this one. */
  upTo?: number
  /** Only revisions before this one. */
  before?: number
  limit: number
}

/** A point in the ledger's history: a revision, or the last revision at a time. */
export type Point = { revision: number } | { time: Date }

/**
 * All that Ingot knows: every version of every document, in a chain of commits. Two stores implement it (SQLite and
 * PostgreSQL); the suite in the testkit is what "implement" means.
 */
export interface Ledger {
  /** The current snapshot of this process. Synchronous: reads never wait for the database. */
  snapshot(): Snapshot
  /** The snapshot of a point in the past. Throws `REVISION_NOT_FOUND` for a revision that is not there. */
  asOf(point: Point): Promise<Snapshot>
  /**
   * Writes one revision durably and answers the snapshot that has it. No changes, or only deletions of what is not
   * there: no commit, the current snapshot. Throws `REVISION_CONFLICT` when `expect` is stale, `INVALID_INPUT` with
   * every fault when a text or a body cannot be stored.
   */
  commit(request: CommitRequest): Promise<Snapshot>
  /** Catches up with what other processes committed and answers the newest snapshot. */
  refresh(): Promise<Snapshot>
  /** Waits until `revision` is seen, at most `timeout` ms; then throws `REVISION_NOT_YET`. */
  waitFor(revision: number, timeout: number): Promise<Snapshot>
  log(filter: LogFilter): Promise<LogEntry[]>
  /** One commit with the documents before and after it. Throws `REVISION_NOT_FOUND`. */
  detail(revision: number): Promise<CommitDetail>
  /** Recomputes every digest from what the database holds. */
  verify(): Promise<Verification>
  /** A consistent backup as gzip-compressed JSON Lines, taken while the ledger is in use. The same for both stores. */
  backup(): AsyncIterable<Uint8Array>
  /**
   * Replays a backup into this ledger, which must be empty, all or nothing; on a dry run nothing, however it ends.
   * Throws `LEDGER_NOT_EMPTY`, `INVALID_BACKUP`.
   */
  restore(backup: AsyncIterable<Uint8Array>, options?: { dryRun?: boolean }): Promise<Verification>
  /** Calls `listener` with every new snapshot, whoever committed it; answers how to stop. */
  follow(listener: (snapshot: Snapshot) => void): () => void
  /** API keys: not knowledge, so an ordinary table beside the ledger. */
  readonly keys: KeyStore
  /** Keys that requests are signed with, beside the ledger too. */
  readonly accessKeys: AccessKeyStore
  /** What sealed secrets can be opened with; what is removed from it is destroyed in all of history. */
  readonly secretKeys: SecretKeyStore
  /** What work that repeats remembers, and who runs it now. */
  readonly jobs: JobStore
  close(): Promise<void>
}
