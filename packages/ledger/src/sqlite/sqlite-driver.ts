import type { Driver, TransactionSettings } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionPool } from './connection-pool.ts'
import { isBusy } from './sqlite-error.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** How long a writer waits for writers of other processes, in ms, and how often it tries. */
const PATIENCE = 10_000
const PAUSE = 5

/** Kysely's way to a pool of connections. Transactions that may write lock the file from their start. */
export class SqliteDriver implements Driver {
  readonly #pool: ConnectionPool

  constructor(pool: ConnectionPool) {
    this.#pool = pool
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<SqliteConnection> {
    return this.#pool.acquire()
  }

  async beginTransaction(connection: SqliteConnection, settings: TransactionSettings): Promise<void> {
    if (settings.accessMode === 'read only') connection.execute('begin')
    else await beginWrite(connection)
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.execute('commit')
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    if (connection.inTransaction) connection.execute('rollback')
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    this.#pool.release(connection)
  }

  async destroy(): Promise<void> {
    this.#pool.close()
  }
}

/** Begins a write; while another process writes, waits without blocking this one for longer than its busy timeout. */
async function beginWrite(connection: SqliteConnection): Promise<void> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    try {
      connection.execute('begin immediate')
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error
      await sleep(PAUSE)
    }
  }
}
