import type { Transaction } from 'kysely'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CommitDigest, type CommitRow, type DocumentRow, type DocumentStatement } from './chain.ts'
import type { Head } from './memory-snapshot.ts'
import type { PreparedCommit } from './prepared-commit.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Rows written by one statement. */
const BATCH = 100

type Writer = Transaction<Tables>

/**
 * Writes a commit after `head`, at `now` or at the time of `head` if that is later: time never goes backwards.
 * Answers the rows that were written; none when all that it would change is already so.
 */
export async function writeCommit(
  store: Store,
  writer: Writer,
  head: Head,
  prepared: PreparedCommit,
  now: string,
): Promise<{ commit: CommitRow; documents: DocumentRow[] } | undefined> {
  const changes = await withoutVoidDeletions(writer, prepared.changes)
  if (changes.length === 0) return undefined
  const statement = {
    revision: head.revision + 1,
    at: now > head.at ? now : head.at,
    actor: prepared.actor,
    action: prepared.action,
    reason: prepared.reason,
  }
  const digest = new CommitDigest(head.digest, statement)
  for (const change of changes) digest.add(change)
  const commit = { ...statement, digest: digest.hex() }
  const documents = changes.map(({ kind, id, schema, body }) => ({
    kind,
    id,
    revision: commit.revision,
    schema,
    body,
  }))
  await store.append(writer, commit, documents)
  return { commit, documents }
}

/** Adds a commit and its versions, in statements that both stores know. */
export async function appendRows(
  writer: Writer,
  commit: CommitRow,
  documents: readonly DocumentRow[],
): Promise<void> {
  await writer.insertInto('commits').values(commit).execute()
  for await (const batch of batches(documents)) await insertDocuments(writer, batch)
}

/** Adds versions, and keeps in step which of them are current. */
async function insertDocuments(writer: Writer, documents: readonly DocumentRow[]): Promise<void> {
  await writer.insertInto('documents').values(documents).execute()
  const kept = documents.filter((document) => document.body !== null)
  if (kept.length > 0) {
    await writer
      .insertInto('current_documents')
      .values(kept.map(({ kind, id, revision }) => ({ kind, id, revision })))
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id']).doUpdateSet((set) => ({ revision: set.ref('excluded.revision') })),
      )
      .execute()
  }
  for (const { kind, id, body } of documents) {
    if (body !== null) continue
    await writer.deleteFrom('current_documents').where('kind', '=', kind).where('id', '=', id).execute()
  }
}

/** The changes without deletions of documents that are not there: those would write nothing that is knowledge. */
async function withoutVoidDeletions(
  writer: Writer,
  changes: DocumentStatement[],
): Promise<DocumentStatement[]> {
  const kept: DocumentStatement[] = []
  for (const change of changes) {
    if (change.body !== null || (await exists(writer, change))) kept.push(change)
  }
  return kept
}

async function exists(writer: Writer, { kind, id }: { kind: string; id: string }): Promise<boolean> {
  const row = await writer
    .selectFrom('current_documents')
    .select('revision')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Parts of a long list; between them other work of the process gets its turn. */
async function* batches<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) {
    if (start > 0) await nextTurn()
    yield items.slice(start, start + BATCH)
  }
}
