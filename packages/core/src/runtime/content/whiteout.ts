import { baseName, joinPath, parentPath } from './normal-path.ts'

/** What an entry says about lower layers (OCI image-spec, layer.md, Whiteouts). */
export type Whiteout =
  | { readonly kind: 'none' }
  /** `path` of lower layers is gone, with all below it. */
  | { readonly kind: 'removal'; readonly path: string }
  /** The directory `path` shows nothing of lower layers. */
  | { readonly kind: 'opaque'; readonly path: string }
  /** Bookkeeping of a file system, which container runtimes skip. */
  | { readonly kind: 'skipped' }
  /** A name that removes nothing that may be removed; container runtimes refuse the layer. */
  | { readonly kind: 'invalid' }

const none: Whiteout = { kind: 'none' }

/** Reads an entry by its normal path. */
export function readWhiteout(path: string): Whiteout {
  const at = path.lastIndexOf('.wh.')
  if (at === -1) return none
  const name = baseName(path)
  if (!name.startsWith('.wh.')) return isBelowWhiteout(path) ? { kind: 'skipped' } : none
  const directory = parentPath(path)
  if (name === '.wh..wh..opq') return { kind: 'opaque', path: directory }
  if (name.startsWith('.wh..wh.')) return { kind: 'skipped' }
  const removed = name.slice('.wh.'.length)
  if (removed === '' || removed === '.' || removed === '..') return { kind: 'invalid' }
  return { kind: 'removal', path: joinPath(directory, removed) }
}

function isBelowWhiteout(path: string): boolean {
  return path.startsWith('.wh..wh.') || path.includes('/.wh..wh.')
}
