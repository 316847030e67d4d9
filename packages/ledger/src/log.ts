import { IngotError, type LogEntry } from '@ingot/contract'
import type { CommitRow } from './chain.ts'
import type { KindTable } from './kind-table.ts'
import type { CommitDetail, LogFilter } from './ledger.ts'
import type { Version } from './memory-snapshot.ts'
import { readVersionsAt } from './read-documents.ts'
import type { Reader } from './store.ts'

/** The commits that a filter lets through, newest first. */
export async function readLog(reader: Reader, filter: LogFilter): Promise<LogEntry[]> {
  let query = reader.selectFrom('commits').select(['revision', 'at', 'actor', 'action', 'reason', 'digest'])
  if (filter.upTo !== undefined) query = query.where('revision', '<=', filter.upTo)
  if (filter.before !== undefined) query = query.where('revision', '<', filter.before)
  const { kind, id } = filter
  if (kind !== undefined || id !== undefined) {
    query = query.where('revision', 'in', (from) => {
      let touching = from.selectFrom('documents').select('documents.revision')
      if (kind !== undefined) touching = touching.where('documents.kind', '=', kind)
      if (id !== undefined) touching = touching.where('documents.id', '=', id)
      return touching
    })
  }
  const rows = await query.orderBy('revision', 'desc').limit(filter.limit).execute()
  return rows.map(entryOf)
}

/** One commit with the documents that it touched, before and after, in the order of the digest. */
export async function readDetail(reader: Reader, kinds: KindTable, revision: number): Promise<CommitDetail> {
  const commit = await commitAt(reader, revision)
  if (commit === undefined) throw revisionNotFound(revision)
  const touched = await reader
    .selectFrom('documents')
    .select(['kind', 'id'])
    .where('revision', '=', revision)
    .orderBy('kind')
    .orderBy('id')
    .execute()
  const before = bodies(await readVersionsAt(reader, kinds, touched, revision - 1))
  const after = bodies(await readVersionsAt(reader, kinds, touched, revision))
  const changes = touched.map(({ kind, id }) => {
    const key = keyOf(kind, id)
    return { kind, id, before: before.get(key), after: after.get(key) }
  })
  return { commit: entryOf(commit), changes }
}

function commitAt(reader: Reader, revision: number): Promise<CommitRow | undefined> {
  return reader.selectFrom('commits').selectAll().where('revision', '=', revision).executeTakeFirst()
}

/** The refusal of a revision that is not there. */
export function revisionNotFound(revision: number): IngotError {
  return new IngotError('REVISION_NOT_FOUND', `The ledger has no revision ${revision}`)
}

function bodies(versions: readonly Version[]): Map<string, unknown> {
  const bodies = new Map<string, unknown>()
  for (const version of versions) {
    if (!('gone' in version)) bodies.set(keyOf(version.kind, version.id), version.body)
  }
  return bodies
}

function keyOf(kind: string, id: string): string {
  return JSON.stringify([kind, id])
}

function entryOf({ reason, ...commit }: CommitRow): LogEntry {
  return reason === null ? commit : { ...commit, reason }
}
