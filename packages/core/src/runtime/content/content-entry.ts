/** What an entry of a layer is. */
export type EntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'device' | 'fifo'

/** One entry of the archive of a layer, as the archive has it: nothing of it is to be believed. */
export interface ContentEntry {
  /** As written: perhaps with `./` or `/` before it, or with `..` in it. */
  readonly path: string
  readonly type: EntryType
  /** Permission bits, with those for set-user-id, set-group-id and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Of the content, in bytes. */
  readonly size: number
  /** What a symbolic or hard link leads to, as written. */
  readonly link?: string | undefined
}

/** A file of a layer whose content is needed after all. */
export interface MissingContent {
  /** The index of the layer, from the lowest. */
  readonly layer: number
  /** Normalised, without a leading `/`. */
  readonly path: string
}

/** Who follows the layers of an image, from the lowest, entry by entry. */
export interface LayerFold {
  /** Begins a layer; `again` where it was read before, and only content that is missing is looked for. */
  startLayer(index: number, again?: boolean): void
  /** Takes an entry; answers how many bytes of its content are wanted, from the first. */
  add(entry: ContentEntry): number
  /** Takes the content that was wanted of the last entry; never more bytes than were wanted. */
  content(bytes: Uint8Array): void
  /** Why no more can be taken; nothing as long as there is room. */
  readonly overflow: string | undefined
  /** The files whose content is needed, though it was not wanted when they came by. */
  missing(): readonly MissingContent[]
}
