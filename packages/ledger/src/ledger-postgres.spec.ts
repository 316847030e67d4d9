import { ledgerSuite, startPostgres, type PostgresServer } from '@ingot/testkit'
import { afterAll, beforeAll } from 'vitest'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
})

afterAll(() => server.stop())

ledgerSuite(
  'a ledger in PostgreSQL',
  async () => {
    const { url, sql, drop } = await server.createSchema()
    return { place: url, sql, dispose: drop }
  },
  5,
)
