import {
  atLayer,
  CDSW_ID,
  goneFrom,
  isChanged,
  isOfBase,
  layerOf,
  memoryOf,
  packAttributes,
  typeOf,
  unpackAttributes,
  withBase,
  withChanged,
  type Attributes,
} from './attributes.ts'
import type { ContentEntry, EntryType, MissingContent } from './content-entry.ts'
import { LinkList } from './link-list.ts'
import { joinPath, normalPath, parentPath } from './normal-path.ts'
import { PathTable } from './path-table.ts'

/** A path of an image as the uppermost layer that has it left it. */
export interface TreeFile {
  /** Where it really is: no directory on the way is a symbolic link. */
  readonly path: string
  readonly type: 'file' | 'directory' | 'symlink' | 'other'
  readonly mode: number
  /** Whether it belongs to the user of sessions. */
  readonly isOwner: boolean
  /** Whether it belongs to the group of sessions. */
  readonly isGroup: boolean
  /** What a symbolic link leads to, as written. */
  readonly link?: string
  /** Where its content is: elsewhere for what a hard link made. */
  readonly source: MissingContent
}

export interface TreeLimits {
  /** Different paths. */
  readonly paths: number
  /** Links, and directories that hide what is below them in lower layers. */
  readonly links: number
  /** UTF-16 units of all that links lead to, and of all paths of such directories. */
  readonly linkText: number
}

/** The longest path that Linux opens, and the longest link that it makes, in bytes; here in UTF-16 units. */
export const PATH_LIMIT = 4096

/** As many links as Linux follows. */
const HOPS = 40

/** How many parts of paths are followed to find one: far more than images need, for each costs the length of a path. */
const STEPS = 512

const implicit = { type: 'directory', mode: 0o755, isOwner: false, isGroup: false } as const

const treeTypes = {
  file: 'file',
  hardlink: 'file',
  directory: 'directory',
  symlink: 'symlink',
  device: 'other',
  fifo: 'other',
} as const satisfies Record<EntryType, TreeFile['type']>

/**
 * The files that an image shows, layer upon layer, as a container runtime unpacks them: symbolic links are followed
 * within the image, never out of it. Paths are normal ones.
 */
export class FileTree {
  readonly #limits: TreeLimits
  readonly #baseLayers: number
  readonly #table = new PathTable()
  readonly #links = new LinkList()
  /** Directories with the layer from which on nothing of lower layers is below them. */
  readonly #hidden = new Map<string, number>()
  #hiddenText = 0
  #lastDirectory: { readonly given: string; readonly real: string } | undefined
  /** The directory that was last seen to be there. */
  #lastParent = ''

  /** `baseLayers`: how many layers, from the lowest, are of the base. */
  constructor(baseLayers: number, limits: TreeLimits) {
    this.#baseLayers = baseLayers
    this.#limits = limits
  }

  /** Which limit is exceeded; the tree is not complete then. */
  get overflow(): string | undefined {
    const { paths, links, linkText } = this.#limits
    if (this.#table.size > paths) return `more than ${paths} different paths`
    if (this.#links.size + this.#hidden.size > links) return `more than ${links} links and whiteouts`
    return this.#links.textLength + this.#hiddenText > linkText
      ? `links and whiteouts of more than ${linkText} characters`
      : undefined
  }

  /** Where a path of an archive really is: in the directory that links on the way lead to. */
  real(path: string): string {
    const given = parentPath(path)
    if (given === '') return path
    if (this.#lastDirectory?.given !== given) {
      this.#lastDirectory = { given, real: this.#follow(given) ?? given }
    }
    const { real } = this.#lastDirectory
    return real === given ? path : joinPath(real, path.slice(given.length + 1))
  }

  /** Puts what a layer has at a real path. Answers false for a hard link whose target is not there. */
  put(path: string, entry: ContentEntry, layer: number): boolean {
    this.#ensureDirectory(parentPath(path), layer)
    if (entry.type === 'hardlink') return this.#putHardLink(path, entry, layer)
    const link = entry.type === 'symlink' ? this.#links.add(entry.link ?? '') : 0
    const attributes = packAttributes({
      type: treeTypes[entry.type],
      mode: entry.mode,
      isOwner: entry.uid === CDSW_ID,
      isGroup: entry.gid === CDSW_ID,
      layer,
    })
    this.#set(path, attributes, link, layer)
    return true
  }

  /** Begins a layer: what the last one had is that of a lower layer from now on. */
  startLayer(): void {
    this.#forget()
  }

  /** Removes what lower layers have at a real path, and below it. */
  remove(path: string, layer: number): void {
    const attributes = this.#table.attributes(path)
    if (attributes !== 0 && layerOf(attributes) < layer) {
      this.#table.set(path, goneFrom(attributes), 0)
    }
    const type = typeOf(attributes)
    if (type === 'directory' || type === 'gone' || type === 'none') this.hide(path, layer)
    this.#forget()
  }

  /** Hides what lower layers have below a directory. */
  hide(path: string, layer: number): void {
    if (!this.#hidden.has(path)) this.#hiddenText += path.length
    this.#hidden.set(path, layer)
    this.#forget()
  }

  /** What is at a path itself, its last part not followed. */
  at(path: string): TreeFile | undefined {
    return path.length > PATH_LIMIT ? undefined : this.#fileAt(this.real(path))
  }

  /** What a path leads to. */
  find(path: string): TreeFile | undefined {
    const real = this.#follow(path)
    return real === undefined ? undefined : this.#fileAt(real)
  }

  /** Whether the base has, or had, a real path. */
  isOfBase(path: string): boolean {
    return isOfBase(this.#table.attributes(path))
  }

  /** Whether a real path is a directory as of now. */
  isDirectory(path: string): boolean {
    return typeOf(this.#shown(path)) === 'directory'
  }

  /** Remembers that a path of the base was changed; false where that is known already. */
  noteChange(path: string): boolean {
    const attributes = this.#table.attributes(path)
    if (attributes === 0 || isChanged(attributes)) return false
    this.#table.set(path, withChanged(attributes), this.#table.link(path))
    return true
  }

  #putHardLink(path: string, entry: ContentEntry, layer: number): boolean {
    const given = normalPath(entry.link ?? '')
    const target = given === undefined ? undefined : this.#fileAt(this.real(given))
    if (target === undefined || target.type === 'directory') return false
    const { link, source, ...file } = target
    const index = this.#links.add(link ?? source)
    this.#set(path, packAttributes({ ...file, layer }), index, layer)
    return true
  }

  /**
   * What a layer has below a directory makes the directory one of this layer: a whiteout of it does not hide that.
   * Directories that an archive does not list are made as container runtimes make them.
   */
  #ensureDirectory(path: string, layer: number): void {
    if (path === this.#lastParent || path === '') return
    let hiding = this.#hidingOf('', 0)
    for (let end = 0; end < path.length;) {
      const slash = path.indexOf('/', end + 1)
      end = slash === -1 ? path.length : slash
      const directory = path.slice(0, end)
      const attributes = this.#shownBelow(directory, hiding)
      const type = typeOf(attributes)
      if (type === 'directory' && layerOf(attributes) < layer) {
        this.#table.set(directory, atLayer(attributes, layer), 0)
      } else if (type !== 'directory' && type !== 'symlink') {
        this.#set(directory, packAttributes({ ...implicit, layer }), 0, layer)
      }
      hiding = this.#hidingOf(directory, hiding)
    }
    this.#lastParent = path
  }

  #forget(): void {
    this.#lastDirectory = undefined
    this.#lastParent = ''
  }

  #set(path: string, attributes: Attributes, link: number, layer: number): void {
    const before = this.#table.attributes(path)
    const isDirectory = typeOf(attributes) === 'directory'
    const wasThere = before !== 0 && typeOf(before) !== 'gone'
    if (wasThere && (typeOf(before) === 'directory') !== isDirectory) this.hide(path, layer)
    if (typeOf(before) === 'symlink' || typeOf(attributes) === 'symlink') this.#forget()
    const kept = attributes | memoryOf(before)
    this.#table.set(path, layer < this.#baseLayers ? withBase(kept) : kept, link)
  }

  /** The attributes of a path that no layer above has removed or hidden; else 0. */
  #shown(path: string): Attributes {
    let hiding = 0
    if (this.#hidden.size > 0) {
      for (let directory = path; directory !== '';) {
        directory = parentPath(directory)
        hiding = this.#hidingOf(directory, hiding)
      }
    }
    return this.#shownBelow(path, hiding)
  }

  /** Likewise, where `hiding` is the layer from which on the directories that a path is in hide lower ones. */
  #shownBelow(path: string, hiding: number): Attributes {
    const attributes = this.#table.attributes(path)
    return typeOf(attributes) === 'gone' || layerOf(attributes) < hiding ? 0 : attributes
  }

  /** The layer from which on nothing of lower ones is in a directory, where `outer` is that of those that it is in. */
  #hidingOf(directory: string, outer: number): number {
    return Math.max(outer, this.#hidden.get(directory) ?? 0)
  }

  #fileAt(path: string): TreeFile | undefined {
    const stored = unpackAttributes(this.#shown(path))
    if (stored === undefined || stored.type === 'gone') return undefined
    const { type, layer, ...rest } = stored
    const linked = this.#links.get(this.#table.link(path))
    return {
      ...rest,
      path,
      type,
      source: typeof linked === 'object' ? linked : { layer, path },
      ...(typeof linked === 'string' ? { link: linked } : {}),
    }
  }

  /**
   * The real path that a path leads to, whether anything is there or not; nothing where links go round in circles, what
   * should be a directory is none, or the way there is longer than Linux goes.
   */
  #follow(path: string): string | undefined {
    if (path.length > PATH_LIMIT) return undefined
    const left = path.split('/').toReversed()
    let real = ''
    /** Of each directory on the way to `real`, and of itself, from which layer on it hides lower ones. */
    const hiding = [this.#hidingOf('', 0)]
    let hops = 0
    for (let steps = 0; left.length > 0; steps += 1) {
      if (steps > STEPS || real.length > PATH_LIMIT) return undefined
      const part = left.pop()!
      if (part === '' || part === '.') continue
      if (part === '..') {
        if (real !== '') hiding.pop()
        real = parentPath(real)
        continue
      }
      const next = joinPath(real, part)
      const type = typeOf(this.#shownBelow(next, hiding.at(-1)!))
      const link = type === 'symlink' ? this.#links.get(this.#table.link(next)) : undefined
      if (typeof link === 'string') {
        hops += 1
        if (hops > HOPS || link.length > PATH_LIMIT) return undefined
        if (link.startsWith('/')) {
          real = ''
          hiding.length = 1
        }
        left.push(...link.split('/').toReversed())
      } else {
        if (left.length > 0 && (type === 'file' || type === 'other')) return undefined
        real = next
        hiding.push(this.#hidingOf(real, hiding.at(-1)!))
      }
    }
    return real
  }
}
