/**
 * What is known of a path in one number: its type, its mode, whether user and group are those of sessions, whether the
 * base has it, whether it was counted as changed, and the layer that it is of. Never 0.
 */
export type Attributes = number

/** User and group of sessions (Cloudera AI, PBJ Workbench requirements). */
export const CDSW_ID = 8536

/** More than any image has, and as many as the attributes have room for. */
export const layerLimit = 4096

const types = ['none', 'file', 'directory', 'symlink', 'other', 'gone'] as const
type StoredType = Exclude<(typeof types)[number], 'none'>

const MODE = 3
const OWNER = 1 << 15
const GROUP = 1 << 16
const OF_BASE = 1 << 17
const CHANGED = 1 << 18
const LAYER = 19

export interface StoredPath {
  readonly type: StoredType
  readonly mode: number
  readonly isOwner: boolean
  readonly isGroup: boolean
  readonly layer: number
}

/** The attributes of a path that is of this type in this layer. */
export function packAttributes({ type, mode, isOwner, isGroup, layer }: StoredPath): Attributes {
  const flags = (isOwner ? OWNER : 0) | (isGroup ? GROUP : 0)
  return types.indexOf(type) | ((mode & 0o7777) << MODE) | flags | (layer << LAYER)
}

/** What attributes say; nothing of those of an unknown path. */
export function unpackAttributes(attributes: Attributes): StoredPath | undefined {
  const type = types[attributes & 7]!
  if (type === 'none') return undefined
  return {
    type,
    mode: (attributes >>> MODE) & 0o7777,
    isOwner: (attributes & OWNER) !== 0,
    isGroup: (attributes & GROUP) !== 0,
    layer: layerOf(attributes),
  }
}

export function typeOf(attributes: Attributes): StoredType | 'none' {
  return types[attributes & 7]!
}

export function layerOf(attributes: Attributes): number {
  return attributes >>> LAYER
}

/** The same path as one of another layer. */
export function atLayer(attributes: Attributes, layer: number): Attributes {
  return (attributes & ((1 << LAYER) - 1)) | (layer << LAYER)
}

/** The same path as one that is there no more. */
export function goneFrom(attributes: Attributes): Attributes {
  return (attributes & ~7) | types.indexOf('gone')
}

export function isOfBase(attributes: Attributes): boolean {
  return (attributes & OF_BASE) !== 0
}

export function withBase(attributes: Attributes): Attributes {
  return attributes | OF_BASE
}

export function isChanged(attributes: Attributes): boolean {
  return (attributes & CHANGED) !== 0
}

export function withChanged(attributes: Attributes): Attributes {
  return attributes | CHANGED
}

/** What is remembered of a path whatever becomes of it. */
export function memoryOf(attributes: Attributes): Attributes {
  return attributes & (OF_BASE | CHANGED)
}
