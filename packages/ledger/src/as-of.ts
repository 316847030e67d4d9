import type { Point } from './ledger.ts'
import { revisionNotFound } from './log.ts'
import { emptyHead, type Head, type MemorySnapshot } from './memory-snapshot.ts'
import { readVersionsAt, type ReadRules } from './read-documents.ts'
import type { Reader } from './store.ts'

/** The commit that a point in history means. Throws `REVISION_NOT_FOUND` for a revision that is not there. */
export async function headAt(reader: Reader, point: Point): Promise<Head> {
  if ('time' in point) return (await lastBy(reader, point.time)) ?? emptyHead
  if (point.revision === 0) return emptyHead
  const head = Number.isSafeInteger(point.revision) && (await headOf(reader, point.revision))
  if (!head) throw revisionNotFound(point.revision)
  return head
}

/**
 * The snapshot at `head`, made from a later one by taking back what was changed since: it costs what lies between
 * them, and shares the rest.
 */
export async function rewind(
  reader: Reader,
  rules: ReadRules,
  from: MemorySnapshot,
  head: Head,
): Promise<MemorySnapshot> {
  let query = reader
    .selectFrom('documents')
    .select(['kind', 'id'])
    .distinct()
    .where('revision', '>', head.revision)
    .where('revision', '<=', from.revision)
  if (rules.reads !== undefined) query = query.where('kind', 'in', [...rules.reads])
  const touched = rules.reads?.size === 0 ? [] : await query.execute()
  return from.with(await readVersionsAt(reader, rules.kinds, touched, head.revision), head)
}

function headOf(reader: Reader, revision: number): Promise<Head | undefined> {
  return reader
    .selectFrom('commits')
    .select(['revision', 'at', 'digest'])
    .where('revision', '=', revision)
    .executeTakeFirst()
}

/** The last commit at or before a time. Stored times are texts of one length, so they compare as texts. */
function lastBy(reader: Reader, time: Date): Promise<Head | undefined> {
  const latest = Math.min(time.getTime(), Date.parse('9999-12-31T23:59:59.999Z'))
  return reader
    .selectFrom('commits')
    .select(['revision', 'at', 'digest'])
    .where('at', '<=', new Date(latest).toISOString())
    .orderBy('at', 'desc')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}
