import type { Kysely, Transaction } from 'kysely'
import type { CommitRow, DocumentRow } from './chain.ts'
import type { Tables } from './tables.ts'

/** What a read needs: a database, or one transaction of it. */
export type Reader = Kysely<Tables>

/** Where a ledger is kept: the little in which SQLite and PostgreSQL differ. */
export interface Store {
  /** For single reads. They never wait for a write. */
  readonly reader: Reader
  /** A view of one moment, for reads that belong together; it must be released. */
  readView(): Promise<ReadView>
  /**
   * Runs `work` in a transaction that excludes every other writer, of this process and of others; durable when it
   * returns, undone when it throws.
   */
  write<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /** Adds a commit and its documents, and keeps the table of current documents in step. */
  append(
    transaction: Transaction<Tables>,
    commit: CommitRow,
    documents: readonly DocumentRow[],
  ): Promise<void>
  /**
   * Takes out of the files what was deleted, as far as the store can and nobody is in the way. It never fails: what was
   * deleted is deleted either way.
   */
  scrub(): Promise<void>
  /** Tells other processes that a new revision is committed. It may fail unseen: they also look for themselves. */
  announce(revision: number): void
  /**
   * Calls `changed` when another process may have committed, with the revision where it is known. It may call too
   * often.
   */
  watch(changed: (revision?: number) => void): void
  /** The refusal that a failure of the database means; other errors come back as they are. */
  translate(error: unknown): unknown
  close(): Promise<void>
}

/** All reads through `reader` see the same moment. */
export interface ReadView {
  readonly reader: Reader
  release(): Promise<void>
}

/** Runs `work`; a failure of the database is thrown as the refusal that it means. */
export async function translated<Result>(
  store: Pick<Store, 'translate'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw store.translate(error)
  }
}

/** Runs `work` on a view of one moment. */
export async function readTogether<Result>(
  store: Store,
  work: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  const view = await store.readView()
  try {
    return await work(view.reader)
  } finally {
    await view.release()
  }
}
