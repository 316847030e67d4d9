import type { PlatformProof } from '@ingot/contract'
import type { ContentEntry } from './content-entry.ts'
import type { FileTree } from './file-tree.ts'
import { PathList } from './path-list.ts'

type Changes = NonNullable<PlatformProof['changes']>

/** How many paths of each kind are told. */
const TOLD = 50

/** What layers above the base make of its files: what they put in their place, and what they remove. */
export class BaseChanges {
  readonly #tree: FileTree
  /** Enough to tell apart what was only removed for a while. */
  readonly #changed = new PathList(2000)
  readonly #hidden = new PathList(TOLD)

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /** An entry that is about to be put. A directory that stays one is as it was, whatever its mode. */
  beforePut(path: string, entry: ContentEntry): void {
    if (!this.#tree.isOfBase(path)) return
    if (entry.type === 'directory' && this.#tree.isDirectory(path)) return
    this.#note(path)
  }

  /** A path that is about to be removed. */
  beforeRemoval(path: string): void {
    if (this.#tree.isOfBase(path) && this.#tree.at(path) !== undefined) this.#note(path)
  }

  /** A directory whose content is about to be hidden. */
  beforeHiding(path: string): void {
    if (path === '' || this.#tree.isOfBase(path)) this.#hidden.add(`${path}/*`)
  }

  /** What has come of it, in the order in which it was done. */
  all(): Changes {
    const isThere = (path: string) => this.#tree.at(path) !== undefined
    const { paths } = this.#changed
    const removed = [...this.#hidden.paths, ...paths.filter((path) => !isThere(path))]
    const replaced = paths.filter(isThere)
    const told = Math.min(removed.length, TOLD) + Math.min(replaced.length, TOLD)
    return {
      removed: removed.slice(0, TOLD),
      replaced: replaced.slice(0, TOLD),
      more: removed.length + replaced.length - told + this.#changed.more + this.#hidden.more,
    }
  }

  #note(path: string): void {
    if (this.#tree.noteChange(path)) this.#changed.add(path)
  }
}
