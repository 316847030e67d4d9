import { IngotError } from '@ingot/contract'
import { sql } from 'kysely'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DocumentRow } from './chain.ts'
import { documentsInOrder, PAGE } from './history.ts'
import { liftBody, type KindTable } from './kind-table.ts'
import { emptyHead, MemorySnapshot, type Head, type Version } from './memory-snapshot.ts'
import type { Reader } from './store.ts'

/** How stored versions are read: their kinds, and which of them are kept in memory (all when left open). */
export interface ReadRules {
  kinds: KindTable
  reads: ReadonlySet<string> | undefined
}

/** The last commit. */
export async function readHead(reader: Reader): Promise<Head> {
  const head = await reader
    .selectFrom('commits')
    .select(['revision', 'at', 'digest'])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  return head ?? emptyHead
}

/** The current snapshot, from a view of one moment. */
export async function loadSnapshot(reader: Reader, rules: ReadRules): Promise<MemorySnapshot> {
  const head = await readHead(reader)
  const empty = new MemorySnapshot(emptyHead, rules.reads)
  if (rules.reads?.size === 0) return empty.with([], head)
  const versions: Version[] = []
  let last = { kind: '', id: '' }
  for (;;) {
    const rows = await currentPage(reader, rules, last)
    for (const row of rows) versions.push(versionOf(rules.kinds, row))
    const end = rows.at(-1)
    if (end === undefined || rows.length < PAGE) return empty.with(versions, head)
    last = end
    await nextTurn()
  }
}

function currentPage(
  reader: Reader,
  rules: ReadRules,
  last: { kind: string; id: string },
): Promise<DocumentRow[]> {
  let query = reader
    .selectFrom('current_documents as current')
    .innerJoin('documents as document', (join) =>
      join
        .onRef('document.kind', '=', 'current.kind')
        .onRef('document.id', '=', 'current.id')
        .onRef('document.revision', '=', 'current.revision'),
    )
    .select(['document.kind', 'document.id', 'document.revision', 'document.schema', 'document.body'])
    .where(sql<boolean>`(current.kind, current.id) > (${last.kind}, ${last.id})`)
  if (rules.reads !== undefined) query = query.where('current.kind', 'in', [...rules.reads])
  return query.orderBy('current.kind').orderBy('current.id').limit(PAGE).execute()
}

/** The versions written after revision `after` and up to `upTo`, oldest first. */
export async function readVersions(
  reader: Reader,
  rules: ReadRules,
  after: number,
  upTo: number,
): Promise<Version[]> {
  const versions: Version[] = []
  for await (const row of documentsInOrder(reader, after, upTo)) {
    if (rules.reads?.has(row.kind) !== false) versions.push(versionOf(rules.kinds, row))
  }
  return versions
}

/** The documents that a span of commits touched, as they were at `revision`; those that were not there, as gone. */
export async function readVersionsAt(
  reader: Reader,
  kinds: KindTable,
  touched: readonly { kind: string; id: string }[],
  revision: number,
): Promise<Version[]> {
  const versions: Version[] = []
  for (const [kind, ids] of idsByKind(touched)) {
    for (let start = 0; start < ids.length; start += PAGE) {
      const page = ids.slice(start, start + PAGE)
      const rows = await latestUpTo(reader, kind, page, revision)
      const found = new Set(rows.map((row) => row.id))
      for (const row of rows) versions.push(versionOf(kinds, row))
      for (const id of page) if (!found.has(id)) versions.push({ kind, id, gone: true })
      await nextTurn()
    }
  }
  return versions
}

function idsByKind(documents: readonly { kind: string; id: string }[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const { kind, id } of documents) {
    const ofKind = ids.get(kind)
    if (ofKind === undefined) ids.set(kind, [id])
    else ofKind.push(id)
  }
  return ids
}

function latestUpTo(reader: Reader, kind: string, ids: string[], revision: number): Promise<DocumentRow[]> {
  return reader
    .selectFrom('documents as document')
    .innerJoin(
      (from) =>
        from
          .selectFrom('documents')
          .select(({ fn }) => ['id', fn.max('revision').as('revision')])
          .where('kind', '=', kind)
          .where('id', 'in', ids)
          .where('revision', '<=', revision)
          .groupBy('id')
          .as('latest'),
      (join) =>
        join.onRef('latest.id', '=', 'document.id').onRef('latest.revision', '=', 'document.revision'),
    )
    .select(['document.kind', 'document.id', 'document.revision', 'document.schema', 'document.body'])
    .where('document.kind', '=', kind)
    .execute()
}

/** A stored row as a snapshot holds it. Throws `LEDGER_DAMAGED` when the body is not JSON. */
export function versionOf(kinds: KindTable, row: DocumentRow): Version {
  const { kind, id, revision } = row
  if (row.body === null) return { kind, id, gone: true }
  return { kind, id, revision, body: liftBody(kinds, kind, row.schema, parse(row, row.body)) }
}

function parse(row: DocumentRow, body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new IngotError(
      'LEDGER_DAMAGED',
      `Document "${row.id}" of kind "${row.kind}" is not JSON as it was written in revision ${row.revision}`,
      { cause },
    )
  }
}
