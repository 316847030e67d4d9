import { sql, type Kysely } from 'kysely'

/** Marks the last version of every document as current, in a table that is still empty; deleted documents have none. */
export async function markCurrentDocuments<Schema>(database: Kysely<Schema>): Promise<void> {
  await sql`insert into current_documents (kind, id, revision)
    select documents.kind, documents.id, documents.revision
    from documents
    join (select kind, id, max(revision) as revision from documents group by kind, id) latest
      on latest.kind = documents.kind and latest.id = documents.id and latest.revision = documents.revision
    where documents.body is not null`.execute(database)
}
