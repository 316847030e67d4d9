import { KindSnapshot } from './kind-snapshot.ts'
import type { Document, Index, Snapshot } from './snapshot.ts'

/** A version of a document as it enters a snapshot; `gone` where it is a deletion. */
export type Version = Document | { kind: string; id: string; gone: true }

/** A moment of the ledger: a revision, its time, and its digest. */
export interface Head {
  readonly revision: number
  readonly at: string
  readonly digest: string
}

/** The digest that the first commit is chained to. */
export const GENESIS_DIGEST = '0'.repeat(64)

/** The ledger before its first commit. */
export const emptyHead: Head = { revision: 0, at: new Date(0).toISOString(), digest: GENESIS_DIGEST }

const nothing = new KindSnapshot()

/** The snapshot that every ledger keeps in memory. `kinds` names the kinds that were loaded; without it, all were. */
export class MemorySnapshot implements Snapshot {
  readonly head: Head
  readonly #loaded: ReadonlySet<string> | undefined
  readonly #kinds: ReadonlyMap<string, KindSnapshot>

  constructor(
    head: Head = emptyHead,
    loaded?: ReadonlySet<string>,
    kinds: ReadonlyMap<string, KindSnapshot> = new Map(),
  ) {
    this.head = head
    this.#loaded = loaded
    this.#kinds = kinds
  }

  get revision(): number {
    return this.head.revision
  }

  get at(): string {
    return this.head.at
  }

  get<Body>(kind: string, id: string): Document<Body> | undefined {
    return this.#kind(kind).get(id) as Document<Body> | undefined
  }

  all<Body>(kind: string): Iterable<Document<Body>> {
    return this.#kind(kind).all() as readonly Document<Body>[]
  }

  count(kind: string): number {
    return this.#kind(kind).count
  }

  find<Body>(index: Index<Body>, key: string): readonly Document<Body>[] {
    return this.#kind(index.kind).find(index, key) as readonly Document<Body>[]
  }

  /** The snapshot at `head`, which these versions lead to; of several of one document, the last counts. */
  with(versions: Iterable<Version>, head: Head): MemorySnapshot {
    const entries = new Map<string, Map<string, Document | null>>()
    for (const version of versions) {
      if (this.#loaded?.has(version.kind) === false) continue
      const ofKind = entries.get(version.kind) ?? new Map<string, Document | null>()
      entries.set(version.kind, ofKind)
      ofKind.set(version.id, 'gone' in version ? null : version)
    }
    const kinds = new Map(this.#kinds)
    for (const [kind, ofKind] of entries)
      kinds.set(kind, (kinds.get(kind) ?? new KindSnapshot()).with(ofKind))
    return new MemorySnapshot(head, this.#loaded, kinds)
  }

  #kind(kind: string): KindSnapshot {
    // An empty answer would be a wrong one: the documents may be there and were not asked for.
    if (this.#loaded?.has(kind) === false) {
      throw new Error(
        `Cannot read documents of kind "${kind}": the ledger was opened for ${named(this.#loaded)} only`,
      )
    }
    return this.#kinds.get(kind) ?? nothing
  }
}

function named(kinds: ReadonlySet<string>): string {
  return [...kinds].map((kind) => `"${kind}"`).join(', ') || 'no kind'
}
