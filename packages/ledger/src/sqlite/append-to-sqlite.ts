import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CommitRow, DocumentRow } from '../chain.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** Documents written before other work of the process gets its turn. */
const BATCH = 200

const insertCommit =
  'insert into commits (revision, at, actor, action, reason, digest) values (?, ?, ?, ?, ?, ?)'
const insertDocument = 'insert into documents (kind, id, revision, schema, body) values (?, ?, ?, ?, ?)'
const setCurrent =
  'insert into current_documents (kind, id, revision) values (?, ?, ?) ' +
  'on conflict (kind, id) do update set revision = excluded.revision'
const unsetCurrent = 'delete from current_documents where kind = ? and id = ?'

/**
 * Adds a commit and its versions, and keeps in step which of them are current. By statements that stay prepared and are
 * not built anew: beside the flush of the disk, a small commit costs next to nothing.
 */
export async function appendToSqlite(
  connection: SqliteConnection,
  commit: CommitRow,
  documents: readonly DocumentRow[],
): Promise<void> {
  const { revision, at, actor, action, reason, digest } = commit
  connection.execute(insertCommit, revision, at, actor, action, reason, digest)
  for (const [index, { kind, id, schema, body }] of documents.entries()) {
    if (index > 0 && index % BATCH === 0) await nextTurn()
    connection.execute(insertDocument, kind, id, revision, schema, body)
    if (body === null) connection.execute(unsetCurrent, kind, id)
    else connection.execute(setCurrent, kind, id, revision)
  }
}
