import { IngotError } from '@ingot/contract'
import { DatabaseSync } from '@photostructure/sqlite'
import { Kysely, sql, type Transaction } from 'kysely'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { CommitRow, DocumentRow } from '../chain.ts'
import { sqliteTables } from '../migrations.ts'
import { prepareTables } from '../migrate.ts'
import type { ReadView, Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { appendToSqlite } from './append-to-sqlite.ts'
import { ConnectionPool } from './connection-pool.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { translateSqliteError } from './sqlite-error.ts'

/** "Ingo" in ASCII: marks the file as a ledger ("PRAGMA application_id" of SQLite's documentation). */
const APPLICATION_ID = 0x496e676f

/** Readers beside the one writer; more wait. */
const MOST_READERS = 16

/** How long one statement blocks for a lock of another process, in ms. */
const BUSY_TIMEOUT = 50

/** Pages that the write-ahead log takes before they are moved into the file: 16 MB, for fewer pauses of writers. */
const CHECKPOINT_PAGES = 4000

export interface SqliteOptions {
  create: boolean
  /** How often to look for commits of other processes, in ms. */
  pollInterval: number
}

/** Opens the ledger in a SQLite file; makes the file and its folder where they are missing and may be made. */
export async function openSqliteStore(place: string, options: SqliteOptions): Promise<Store> {
  const path = resolve(place)
  try {
    makePlace(path, options.create)
    const store = new SqliteStore(path, options.pollInterval)
    try {
      await store.prepare(options.create)
    } catch (error) {
      await store.close()
      throw error
    }
    return store
  } catch (error) {
    throw translateSqliteError(error, path)
  }
}

function makePlace(path: string, create: boolean): void {
  if (existsSync(path)) return
  if (!create) throw new IngotError('LEDGER_UNAVAILABLE', `There is no ledger at "${path}"`)
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause)
    throw new IngotError('LEDGER_UNAVAILABLE', `Cannot make the folder "${dirname(path)}": ${why}`, { cause })
  }
}

class SqliteStore implements Store {
  readonly reader: Kysely<Tables>
  readonly #path: string
  readonly #pollInterval: number
  readonly #first: SqliteConnection
  readonly #writer: Kysely<Tables>
  #timer: NodeJS.Timeout | undefined

  constructor(path: string, pollInterval: number) {
    this.#path = path
    this.#pollInterval = pollInterval
    this.#first = openConnection(path)
    this.#writer = new Kysely({ dialect: sqliteDialect(new ConnectionPool(() => this.#first, 1)) })
    this.reader = new Kysely({
      dialect: sqliteDialect(new ConnectionPool(() => openConnection(path), MOST_READERS)),
    })
  }

  async prepare(create: boolean): Promise<void> {
    this.#claim()
    const exists = async (table: string) =>
      this.#first.value(`select count(*) from sqlite_schema where name = '${table}'`) === 1
    await prepareTables(this.#writer, sqliteTables, { place: this.#path, create, exists })
  }

  async readView(): Promise<ReadView> {
    const transaction = await this.reader.startTransaction().setAccessMode('read only').execute()
    return {
      reader: transaction,
      release: () =>
        transaction
          .rollback()
          .execute()
          .then(() => undefined),
    }
  }

  write<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.#writer.transaction().execute(work)
  }

  /** The writer has one connection, so this is within its transaction. */
  append(
    _transaction: Transaction<Tables>,
    commit: CommitRow,
    documents: readonly DocumentRow[],
  ): Promise<void> {
    return appendToSqlite(this.#first, commit, documents)
  }

  /** What was deleted is overwritten in its pages; its older copies in the write-ahead log go with that. */
  async scrub(): Promise<void> {
    const truncate = sql`pragma wal_checkpoint(truncate)`
    // Through the pool, for not even a checkpoint may come into the transaction of another write.
    await this.#writer
      .connection()
      .execute((connection) => truncate.execute(connection))
      .catch(() => undefined)
  }

  /** Others see it by the version of the file. */
  announce(): void {}

  watch(changed: () => void): void {
    let seen = this.#version()
    this.#timer = setInterval(() => {
      const version = this.#version()
      if (version === seen) return
      seen = version
      changed()
    }, this.#pollInterval).unref()
  }

  translate(error: unknown): unknown {
    return translateSqliteError(error, this.#path)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.reader.destroy()
    this.#checkpoint()
    await this.#writer.destroy()
  }

  /**
   * Moves the write-ahead log into the file. SQLite does so itself when the last connection closes, but the driver
   * leaves statements open until they are collected, and with them the connection.
   */
  #checkpoint(): void {
    try {
      this.#first.value('pragma wal_checkpoint(truncate)')
    } catch {
      // What is in the log is durable there too.
    }
  }

  /** A number that differs once another connection has committed to the file. */
  #version(): unknown {
    try {
      return this.#first.value('pragma data_version')
    } catch {
      // Whatever is wrong with the file, the next read or commit says it.
      return undefined
    }
  }

  /** Marks a new file as a ledger; refuses one that something else has put tables into. */
  #claim(): void {
    const tables = this.#first.value('select count(*) from sqlite_schema')
    // Another process may have made the ledger in between; it marks the file before it makes tables.
    if (this.#first.value('pragma application_id') === APPLICATION_ID) return
    if (tables !== 0) {
      throw new IngotError(
        'LEDGER_DAMAGED',
        `"${this.#path}" is a SQLite database, but not a ledger of Ingot`,
      )
    }
    this.#first.execute(`pragma application_id = ${APPLICATION_ID}`)
  }
}

function openConnection(path: string): SqliteConnection {
  const connection = new SqliteConnection(
    new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true }),
  )
  if (connection.value('pragma journal_mode') !== 'wal') connection.value('pragma journal_mode = wal')
  connection.execute('pragma synchronous = full')
  connection.value(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  // The key of a secret that is destroyed must not stay behind in a page.
  connection.value('pragma secure_delete = on')
  return connection
}
