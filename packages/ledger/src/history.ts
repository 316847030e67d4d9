import { sql } from 'kysely'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CommitRow, DocumentRow } from './chain.ts'
import type { Reader } from './store.ts'

/** Rows read at a time. Between pages other work of the process gets its turn. */
export const PAGE = 250

/** Around every revision that both databases can hold, so that rows that should not be there are seen too. */
const BEFORE_ALL = -2_147_483_648
const AFTER_ALL = 2_147_483_647

/** One step through what was written. */
export type HistoryEvent = { commit: CommitRow } | { document: DocumentRow }

/**
 * Every commit followed by its documents, ordered by kind and id, read in pages. Documents without a commit come where
 * their revision is in the order.
 */
export async function* history(reader: Reader): AsyncGenerator<HistoryEvent> {
  const documents = documentsInOrder(reader)
  let next = await documents.next()
  for await (const commit of commitsInOrder(reader)) {
    for (; !next.done && next.value.revision < commit.revision; next = await documents.next()) {
      yield { document: next.value }
    }
    yield { commit }
    for (; !next.done && next.value.revision === commit.revision; next = await documents.next()) {
      yield { document: next.value }
    }
  }
  for (; !next.done; next = await documents.next()) yield { document: next.value }
}

async function* commitsInOrder(reader: Reader): AsyncGenerator<CommitRow> {
  let last = BEFORE_ALL
  for (;;) {
    const rows = await reader
      .selectFrom('commits')
      .select(['revision', 'at', 'actor', 'action', 'reason', 'digest'])
      .where('revision', '>', last)
      .orderBy('revision')
      .limit(PAGE)
      .execute()
    yield* rows
    const end = rows.at(-1)
    if (end === undefined || rows.length < PAGE) return
    last = end.revision
    await nextTurn()
  }
}

/** Versions of documents by revision, kind and id: those after revision `after`, up to `upTo`. */
export async function* documentsInOrder(
  reader: Reader,
  after = BEFORE_ALL,
  upTo = AFTER_ALL,
): AsyncGenerator<DocumentRow> {
  let last = { revision: after + 1, kind: '', id: '' }
  for (;;) {
    const rows = await reader
      .selectFrom('documents')
      .select(['kind', 'id', 'revision', 'schema', 'body'])
      .where(sql<boolean>`(revision, kind, id) > (${last.revision}, ${last.kind}, ${last.id})`)
      .where('revision', '<=', upTo)
      .orderBy('revision')
      .orderBy('kind')
      .orderBy('id')
      .limit(PAGE)
      .execute()
    yield* rows
    const end = rows.at(-1)
    if (end === undefined || rows.length < PAGE) return
    last = end
    await nextTurn()
  }
}
