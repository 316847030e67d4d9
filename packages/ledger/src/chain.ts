import { createHash, type Hash } from 'node:crypto'
import { compareText } from './compare-text.ts'
import { GENESIS_DIGEST } from './memory-snapshot.ts'

/** A commit without its documents, as it is stored. */
export interface CommitRow {
  revision: number
  at: string
  actor: string
  action: string
  reason: string | null
  digest: string
}

/** A stored version of a document: `body` is its canonical JSON (RFC 8785), `null` a deletion. */
export interface DocumentRow {
  kind: string
  id: string
  revision: number
  schema: number
  body: string | null
}

/** What a commit says, before its digest is known. */
export type CommitStatement = Omit<CommitRow, 'digest'>
/** What a commit says of one document. */
export type DocumentStatement = Omit<DocumentRow, 'revision'>

/** The order of the documents of one commit, in a digest and in a backup. */
export function compareIdentity(a: Identity, b: Identity): number {
  return compareText(a.kind, b.kind) || compareText(a.id, b.id)
}

type Identity = Pick<DocumentRow, 'kind' | 'id'>

/** The chain does not hold at this revision. */
export class BrokenChain extends Error {
  readonly revision: number

  constructor(revision: number, message: string) {
    super(message)
    this.name = 'BrokenChain'
    this.revision = revision
  }
}

/**
 * The digest of one commit: SHA-256, in hex, over the digest before it and the canonical JSON (RFC 8785) of
 * `{action, actor, at, changes: [{body, id, kind, schema}], reason, revision}`, where `body` is the stored text as a
 * JSON string and the changes are ordered by kind and id. The text is hashed piece by piece, so that a commit of any
 * number of documents takes no more memory than its largest.
 */
export class CommitDigest {
  readonly #hash: Hash
  readonly #commit: CommitStatement
  #separator = ''

  constructor(previous: string, commit: CommitStatement) {
    this.#commit = commit
    const { action, actor, at } = commit
    this.#hash = createHash('sha256')
    this.#hash.update(
      `${previous}{"action":${quote(action)},"actor":${quote(actor)},"at":${quote(at)},"changes":[`,
    )
  }

  add({ body, id, kind, schema }: DocumentStatement): void {
    const text = body === null ? 'null' : quote(body)
    this.#hash.update(
      `${this.#separator}{"body":${text},"id":${quote(id)},"kind":${quote(kind)},"schema":${schema}}`,
    )
    this.#separator = ','
  }

  hex(): string {
    const { reason, revision } = this.#commit
    this.#hash.update(`]${reason === null ? '' : `,"reason":${quote(reason)}`},"revision":${revision}}`)
    return this.#hash.digest('hex')
  }
}

/** A text as canonical JSON: of a text alone, RFC 8785 and JSON.stringify say the same. */
function quote(text: string): string {
  return JSON.stringify(text)
}

/** Recomputes the chain over commits and documents given in order, and throws {@link BrokenChain} where it fails. */
export class Chain {
  revisions = 0
  documents = 0
  /** The digest of the last commit that was found right. */
  digest = GENESIS_DIGEST
  #open: { commit: CommitRow; digest: CommitDigest; last?: DocumentRow } | undefined
  #at = ''

  /** Takes the next step of the history. */
  follow(event: { commit: CommitRow } | { document: DocumentRow }): void {
    if ('commit' in event) this.#commit(event.commit)
    else this.#document(event.document)
  }

  /** Closes the last commit. */
  finish(): void {
    if (this.#open === undefined) return
    const { commit, digest } = this.#open
    const computed = digest.hex()
    if (computed !== commit.digest) {
      throw new BrokenChain(
        commit.revision,
        `Revision ${commit.revision} is not as it was written: its digest is ${commit.digest}, its content gives ${computed}`,
      )
    }
    this.#open = undefined
    this.revisions = commit.revision
    this.digest = computed
  }

  #commit(commit: CommitRow): void {
    this.finish()
    const expected = this.revisions + 1
    if (commit.revision !== expected) {
      throw new BrokenChain(expected, `Revision ${expected} is missing: the next is ${commit.revision}`)
    }
    if (commit.at < this.#at) {
      throw new BrokenChain(
        expected,
        `Revision ${expected} goes back in time: from ${this.#at} to ${commit.at}`,
      )
    }
    this.#at = commit.at
    this.#open = { commit, digest: new CommitDigest(this.digest, commit) }
  }

  #document(document: DocumentRow): void {
    if (this.#open?.commit.revision !== document.revision) {
      this.finish()
      throw new BrokenChain(
        Math.max(document.revision, 1),
        `Document "${document.id}" of kind "${document.kind}" has revision ${document.revision}, which has no commit`,
      )
    }
    if (this.#open.last !== undefined && compareIdentity(this.#open.last, document) >= 0) {
      throw new BrokenChain(document.revision, `Revision ${document.revision} has its documents out of order`)
    }
    this.#open.last = document
    this.#open.digest.add(document)
    this.documents += 1
  }
}
