import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type Dialect,
  type PostgresDialectConfig,
  type TransactionSettings,
} from 'kysely'

/** Every ledger, that is every schema that holds one, has a lock of its own; it is held to the end of the transaction. */
const BEGIN_WRITE = CompiledQuery.raw(
  `begin isolation level read committed;
  select pg_advisory_xact_lock(hashtextextended('ingot ledger ' || current_schema(), 0))`,
)

/** Kysely over node-postgres. Transactions that may write exclude each other from their start, as those of SQLite do. */
export function postgresDialect(config: PostgresDialectConfig): Dialect {
  const dialect = new PostgresDialect(config)
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new LockingPostgresDriver(config),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

class LockingPostgresDriver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    // Begun and locked in one trip to the server: a commit makes few, and each of them counts.
    if (settings.accessMode === 'read only') await super.beginTransaction(connection, settings)
    else await connection.executeQuery(BEGIN_WRITE)
  }
}
