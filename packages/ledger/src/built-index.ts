import { LayeredMap } from './layered-map.ts'
import type { Document, Index } from './snapshot.ts'

type Documents = readonly Document[]

const none: Documents = Object.freeze([])

/** Up to so many changes are spliced into a list; more are sorted in. */
const FEW = 16

/** The documents of one kind by the keys of an index, each list ordered by id. Immutable. */
export class BuiltIndex {
  readonly #index: Index<unknown>
  readonly #lists: LayeredMap<Documents>

  constructor(index: Index<unknown>, lists = new LayeredMap<Documents>()) {
    this.#index = index
    this.#lists = lists
  }

  find(key: string): Documents {
    return this.#lists.get(key) ?? none
  }

  /** The index after some documents went and others came. Lists that have none of them stay the same arrays. */
  with(removed: Documents, added: Documents): BuiltIndex {
    const touched = new Map<string, { removed: Document[]; added: Document[] }>()
    const touch = (side: 'removed' | 'added', documents: Documents) => {
      for (const document of documents) {
        for (const key of new Set(this.#index.keysOf(document.body))) {
          const changes = touched.get(key) ?? { removed: [], added: [] }
          touched.set(key, changes)
          changes[side].push(document)
        }
      }
    }
    touch('removed', removed)
    touch('added', added)
    const lists = new Map<string, Documents | null>()
    for (const [key, changes] of touched) {
      const list = replaced(this.find(key), changes.removed, changes.added)
      lists.set(key, list.length === 0 ? null : list)
    }
    return new BuiltIndex(this.#index, this.#lists.with(lists))
  }
}

/** A list in the order of ids without some of its documents and with others. */
function replaced(list: Documents, removed: Documents, added: Documents): Documents {
  if (removed.length + added.length > FEW) {
    const gone = new Set(removed)
    return [...list.filter((document) => !gone.has(document)), ...added].toSorted(byId)
  }
  const result = list.slice()
  for (const document of removed) result.splice(positionOf(result, document.id), 1)
  for (const document of added) result.splice(positionOf(result, document.id), 0, document)
  return result
}

/** Where the id is in a list ordered by ids, or would be. */
function positionOf(list: Documents, id: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] as Document).id < id) low = middle + 1
    else high = middle
  }
  return low
}

/** Orders documents of one kind by id, in UTF-16 units. */
export function byId(a: Document, b: Document): number {
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
