import { ledgerSuite } from '@ingot/testkit'
import { DatabaseSync } from '@photostructure/sqlite'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

ledgerSuite('a ledger in SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-ledger-'))
  const place = join(folder, 'new', 'ledger.db')
  return {
    place,
    sql: async (statement) => sql(place, statement),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
})

/** Runs SQL behind the back of the ledger, without foreign keys. */
function sql(place: string, statement: string): Record<string, unknown>[] {
  const database = new DatabaseSync(place, { enableForeignKeyConstraints: false, timeout: 1000 })
  try {
    if (statement.startsWith('select')) return database.prepare(statement).all()
    database.exec(statement)
    return []
  } finally {
    database.close()
  }
}
