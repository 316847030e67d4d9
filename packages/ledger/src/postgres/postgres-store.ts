import { IngotError } from '@ingot/contract'
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  sql,
  type DatabaseConnection,
  type Transaction,
} from 'kysely'
import { Pool } from 'pg'
import { postgresTables } from '../migrations.ts'
import { prepareTables } from '../migrate.ts'
import type { ReadView, Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { translatePostgresError } from './postgres-error.ts'
import { CHANNEL, PostgresListener } from './postgres-listener.ts'

const MOST_CONNECTIONS = 10
const CONNECT_TIMEOUT = 5_000

export interface PostgresOptions {
  create: boolean
  /** How often to look for commits that no notification told of, in ms. */
  pollInterval: number
}

/** Opens the ledger in a PostgreSQL database, in the schema that its search path names first. */
export async function openPostgresStore(url: string, options: PostgresOptions): Promise<Store> {
  const store = new PostgresStore(url, options.pollInterval)
  try {
    await store.prepare(options.create)
    return store
  } catch (error) {
    await store.close()
    throw store.translate(error)
  }
}

class PostgresStore implements Store {
  readonly reader: Kysely<Tables>
  readonly #url: string
  readonly #pollInterval: number
  #listener: PostgresListener | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(url: string, pollInterval: number) {
    this.#url = url
    this.#pollInterval = pollInterval
    this.reader = new Kysely({
      dialect: new PostgresDialect({ pool: createPool(url), onCreateConnection: insistOnDurability }),
    })
  }

  async prepare(create: boolean): Promise<void> {
    const schema = await this.#text('select current_schema()')
    if (schema === null) {
      throw new IngotError(
        'LEDGER_UNAVAILABLE',
        `The search path of "${this.#place}" names no schema that exists`,
      )
    }
    const exists = async (table: string) =>
      (await this.#text(`select to_regclass('${table}')::text`)) !== null
    await prepareTables(this.reader, postgresTables, { place: this.#place, create, schema, exists })
  }

  async readView(): Promise<ReadView> {
    const transaction = await this.reader
      .startTransaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute()
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
    return this.reader
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(hashtextextended('ingot ledger ' || current_schema(), 0))`.execute(
          transaction,
        )
        return work(transaction)
      })
  }

  async announce(transaction: Transaction<Tables>, revision: number): Promise<void> {
    await sql`select pg_notify(${CHANNEL}, ${String(revision)})`.execute(transaction)
  }

  watch(changed: (revision?: number) => void): void {
    this.#listener = new PostgresListener(this.#url, changed)
    this.#timer = setInterval(() => changed(), this.#pollInterval).unref()
  }

  translate(error: unknown): unknown {
    return translatePostgresError(error, this.#place)
  }

  get #place(): string {
    return withoutPassword(this.#url)
  }

  /** The only column of the only row. */
  async #text(query: string): Promise<string | null> {
    const { rows } = await sql.raw<Record<string, string | null>>(query).execute(this.reader)
    return Object.values(rows[0] ?? {})[0] ?? null
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#listener?.close()
    await this.reader.destroy()
  }
}

function createPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'ingot',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  return pool
}

/** An acknowledged commit must be on the disk, whatever the default of the database is. */
async function insistOnDurability(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(
    CompiledQuery.raw(
      "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
    ),
  )
}

/** A URL as it may be shown: without the password, and without parameters, which may hold one. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'postgres://…'
  const { protocol, username, host, pathname } = new URL(url)
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`
}
