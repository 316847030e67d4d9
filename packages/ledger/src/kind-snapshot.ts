import { BuiltIndex, byId } from './built-index.ts'
import { LayeredMap } from './layered-map.ts'
import type { Document, Index } from './snapshot.ts'

/** The documents of one kind at one revision. Immutable; what is derived from them is made when first asked for. */
export class KindSnapshot {
  readonly #documents: LayeredMap<Document>
  readonly #indexes: Map<Index<unknown>, BuiltIndex>
  #ordered: readonly Document[] | undefined

  constructor(documents = new LayeredMap<Document>(), indexes = new Map<Index<unknown>, BuiltIndex>()) {
    this.#documents = documents
    this.#indexes = indexes
  }

  get count(): number {
    return this.#documents.size
  }

  get(id: string): Document | undefined {
    return this.#documents.get(id)
  }

  /** All documents, ordered by id. */
  all(): readonly Document[] {
    this.#ordered ??= [...this.#documents.values()].toSorted(byId)
    return this.#ordered
  }

  find(index: Index<unknown>, key: string): readonly Document[] {
    let built = this.#indexes.get(index)
    if (built === undefined) {
      built = new BuiltIndex(index).with([], this.all())
      this.#indexes.set(index, built)
    }
    return built.find(key)
  }

  /** The documents after these entries were set, or removed where the value is `null`. */
  with(entries: ReadonlyMap<string, Document | null>): KindSnapshot {
    const removed: Document[] = []
    const added: Document[] = []
    for (const [id, document] of entries) {
      const before = this.#documents.get(id)
      if (before !== undefined) removed.push(before)
      if (document !== null) added.push(document)
    }
    const indexes = new Map<Index<unknown>, BuiltIndex>()
    for (const [index, built] of this.#indexes) indexes.set(index, built.with(removed, added))
    return new KindSnapshot(this.#documents.with(entries), indexes)
  }
}
