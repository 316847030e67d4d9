import { IngotError } from '@ingot/contract'
import { Migrator, sql, type Kysely } from 'kysely'
import { migrations, type TableStyle } from './migrations.ts'
import type { Tables } from './tables.ts'

const MIGRATION_TABLE = 'ingot_migrations'

/** What a database is to a ledger: without one, at an older state of the tables, at today's, or at a newer one. */
type TableState = 'none' | 'older' | 'current' | 'newer'

/** The state of the tables; `exists` says whether the database has a table of this name. */
async function tableState(
  database: Kysely<Tables>,
  style: TableStyle,
  exists: (table: string) => Promise<boolean>,
): Promise<TableState> {
  if (!(await exists(MIGRATION_TABLE))) return 'none'
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(
    database,
  )
  if (rows.length === 0) return 'none'
  const known = Object.keys(migrations(style))
  if (rows.some((row) => !known.includes(row.name))) return 'newer'
  return rows.length === known.length ? 'current' : 'older'
}

/**
 * Brings the tables to today's state, all or nothing; several processes may try at once. `schema` is where they are,
 * in a database that has schemas.
 */
async function migrate(database: Kysely<Tables>, style: TableStyle, schema?: string): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations(style) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

interface TableOptions {
  /** The ledger as messages name it. */
  place: string
  create: boolean
  schema?: string
  exists: (table: string) => Promise<boolean>
}

/** Makes the tables ready for use, or says why they cannot be. */
export async function prepareTables(
  database: Kysely<Tables>,
  style: TableStyle,
  options: TableOptions,
): Promise<void> {
  const state = await tableState(database, style, options.exists)
  if (state === 'newer') {
    throw new IngotError(
      'LEDGER_TOO_NEW',
      `Cannot open the ledger at "${options.place}": its tables were made by a newer Ingot`,
    )
  }
  if (state === 'none' && !options.create) {
    throw new IngotError('LEDGER_UNAVAILABLE', `There is no ledger at "${options.place}"`)
  }
  if (state !== 'current') await migrate(database, style, options.schema)
}
