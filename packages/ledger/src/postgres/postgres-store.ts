import { IngotError } from '@ingot/contract'
import { CompiledQuery, Kysely, sql, type DatabaseConnection, type Transaction } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { postgresTables } from '../migrations.ts'
import { prepareTables } from '../migrate.ts'
import type { ReadView, Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { CommitRow, DocumentRow } from '../chain.ts'
import { appendRows } from '../write-commit.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { translatePostgresError } from './postgres-error.ts'
import { CHANNEL, PostgresListener } from './postgres-listener.ts'

const MOST_CONNECTIONS = 10
/** Documents that are written in one statement with their commit. */
const FEW = 20
const CONNECT_TIMEOUT = 5_000
/** The least time between two announcements, in ms. */
const ANNOUNCE_PAUSE = 20

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
  #announced = 0
  #announcing: Promise<void> | undefined

  constructor(url: string, pollInterval: number) {
    this.#url = url
    this.#pollInterval = pollInterval
    this.reader = new Kysely({
      dialect: postgresDialect({ pool: createPool(url), onCreateConnection: insistOnDurability }),
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
    return this.reader.transaction().execute(work)
  }

  async append(
    transaction: Transaction<Tables>,
    commit: CommitRow,
    documents: readonly DocumentRow[],
  ): Promise<void> {
    const simple = documents.length <= FEW && documents.every((document) => document.body !== null)
    if (simple) await appendAtOnce(transaction, commit, documents)
    else await appendRows(transaction, commit, documents)
  }

  /** PostgreSQL takes the space back when it vacuums the table, which it does by itself. */
  async scrub(): Promise<void> {}

  announce(revision: number): void {
    this.#announced = revision
    this.#announcing ??= this.#announce()
  }

  watch(changed: (revision?: number) => void): void {
    this.#listener = new PostgresListener(this.#url, changed)
    this.#timer = setInterval(() => changed(), this.#pollInterval).unref()
  }

  translate(error: unknown): unknown {
    return translatePostgresError(error, this.#place)
  }

  /**
   * Announces the newest revision until none came meanwhile; commits do not wait for it. Many commits in a row share an
   * announcement: each costs a trip to the server and wakes all others.
   */
  async #announce(): Promise<void> {
    let told = 0
    while (told < this.#announced) {
      told = this.#announced
      await sql`select pg_notify(${CHANNEL}, ${String(told)})`.execute(this.reader).catch(() => undefined)
      await sleep(ANNOUNCE_PAUSE)
    }
    this.#announcing = undefined
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
    await this.#announcing
    await this.reader.destroy()
  }
}

/** Adds a small commit in one statement: SQLite has none for it, here it saves two trips to the server. */
async function appendAtOnce(
  transaction: Transaction<Tables>,
  commit: CommitRow,
  documents: readonly DocumentRow[],
): Promise<void> {
  await transaction
    .with('added_commit', (database) => database.insertInto('commits').values(commit))
    .with('added_documents', (database) => database.insertInto('documents').values(documents))
    .insertInto('current_documents')
    .values(documents.map(({ kind, id, revision }) => ({ kind, id, revision })))
    .onConflict((conflict) =>
      conflict.columns(['kind', 'id']).doUpdateSet((set) => ({ revision: set.ref('excluded.revision') })),
    )
    .execute()
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
  // The pool listens only while a connection is idle; one that breaks between two queries of a transaction is told of
  // by the next query.
  pool.on('connect', (client) => client.on('error', () => undefined))
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
