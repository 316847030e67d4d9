import { counted, type Verification } from '@ingot/contract'
import { sql } from 'kysely'
import { BrokenChain, Chain } from './chain.ts'
import { history } from './history.ts'
import type { Head } from './memory-snapshot.ts'
import type { Reader } from './store.ts'

/**
 * Recomputes every digest from what the database holds, in pages, and compares the table of current documents with
 * them. `seen` is the last commit that this process knows of: a ledger that ends before it was cut off.
 */
export async function verifyHistory(reader: Reader, seen: Head): Promise<Verification> {
  const chain = new Chain()
  try {
    for await (const event of history(reader)) {
      chain.follow(event)
      if ('commit' in event && event.commit.revision === seen.revision) expectSame(seen, event.commit.digest)
    }
    chain.finish()
    if (chain.revisions < seen.revision) throw cutOff(chain.revisions, seen)
    await expectCurrentDocuments(reader)
  } catch (error) {
    if (error instanceof BrokenChain) return broken(chain, error)
    throw error
  }
  const { revisions, documents, digest } = chain
  return { intact: true, revisions, documents, digest, message: intactMessage(revisions, documents) }
}

/** What is right up to the break is counted; the digest is that of the last revision before it. */
function broken({ revisions, documents, digest }: Chain, { revision, message }: BrokenChain): Verification {
  return { intact: false, revisions, documents, digest, brokenAt: revision, message }
}

function intactMessage(revisions: number, documents: number): string {
  return `All is as it was written: ${counted(revisions, 'revision')}, ${counted(documents, 'version')} of documents`
}

function expectSame(seen: Head, digest: string): void {
  if (digest === seen.digest) return
  throw new BrokenChain(
    seen.revision,
    `Revision ${seen.revision} was replaced: this process has seen it with digest ${seen.digest}, now it has ${digest}`,
  )
}

function cutOff(revisions: number, seen: Head): BrokenChain {
  return new BrokenChain(
    revisions + 1,
    `The ledger ends at revision ${revisions}, but this process has seen revision ${seen.revision}`,
  )
}

/** Compares, in the database, what is marked as current with the last version of every document. */
async function expectCurrentDocuments(reader: Reader): Promise<void> {
  const { rows } = await sql<{ kind: string; id: string; revision: number }>`
    with latest as (
      select documents.kind, documents.id, documents.revision
      from documents
      join (select kind, id, max(revision) as revision from documents group by kind, id) last
        on last.kind = documents.kind and last.id = documents.id and last.revision = documents.revision
      where documents.body is not null
    ),
    different as (
      select * from (select kind, id, revision from latest except select kind, id, revision from current_documents) missing
      union all
      select * from (select kind, id, revision from current_documents except select kind, id, revision from latest) extra
    )
    select kind, id, revision from different order by revision, kind, id limit 1`.execute(reader)
  const [row] = rows
  if (row === undefined) return
  throw new BrokenChain(
    Math.max(row.revision, 1),
    `Document "${row.id}" of kind "${row.kind}": the table of current documents disagrees with revision ${row.revision}`,
  )
}
