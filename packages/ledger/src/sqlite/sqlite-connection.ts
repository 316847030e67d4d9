import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'

/** Prepared statements kept per connection; a batch of another size is another statement. */
const MOST_STATEMENTS = 200

type Parameter = string | number | null

/** One connection to a SQLite file, as Kysely speaks to it. Statements are prepared once. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSyncInstance
  readonly #statements = new Map<string, StatementSyncInstance>()

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const rows = this.#prepared(query.sql).all(...(query.parameters as Parameter[]))
    return { rows: rows as Row[] }
  }

  /** Kysely wants the method; Ingot pages through results instead. */
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('SQLite results are read page by page, not streamed')
  }

  /** Whether a transaction is open: SQLite ends one itself when the disk is full, for example. */
  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  execute(sql: string, ...parameters: Parameter[]): void {
    this.#prepared(sql).run(...parameters)
  }

  /** The only column of the only row. */
  value(sql: string): unknown {
    return Object.values(this.#prepared(sql).get() ?? {})[0]
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #prepared(sql: string): StatementSyncInstance {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear()
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
