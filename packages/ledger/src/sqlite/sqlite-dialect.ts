import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect, type Kysely } from 'kysely'
import type { ConnectionPool } from './connection-pool.ts'
import { SqliteDriver } from './sqlite-driver.ts'

/** Kysely over @photostructure/sqlite. */
export function sqliteDialect(pool: ConnectionPool): Dialect {
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => new SqliteDriver(pool),
    createIntrospector: (database: Kysely<unknown>) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** SQLite can undo changes of tables, so a migration is one transaction and locks the file against a second. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
