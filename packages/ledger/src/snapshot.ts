/** One version of a document, as the snapshot holds it: never to be changed. */
export interface Document<Body = unknown> {
  readonly kind: string
  readonly id: string
  /** The revision that wrote this version. */
  readonly revision: number
  readonly body: Body
}

/** A way to find documents of one kind by keys made from their bodies. Built when first used, then kept in step. */
export interface Index<Body> {
  readonly kind: string
  keysOf(body: Body): readonly string[]
}

/**
 * All documents of one revision, in memory, immutable. A commit makes the next one by sharing what did not change. A
 * ledger that was opened for some kinds only throws when another is asked for.
 */
export interface Snapshot {
  readonly revision: number
  /** The time of the last commit, RFC 3339; of an empty ledger, the epoch. */
  readonly at: string
  get<Body>(kind: string, id: string): Document<Body> | undefined
  /** All documents of a kind, ordered by id in UTF-16 units. */
  all<Body>(kind: string): Iterable<Document<Body>>
  count(kind: string): number
  /** The documents with this key, ordered by id. The same array as long as none of them changes, so that answers can be memoised. */
  find<Body>(index: Index<Body>, key: string): readonly Document<Body>[]
}
