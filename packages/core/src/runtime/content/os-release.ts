import { keyValues } from './key-values.ts'

/** What an image says of its operating system (os-release(5)). */
export interface OsRelease {
  /** In small letters: `ubuntu`. */
  readonly id: string
  /** `22.04`. */
  readonly version?: string
}

/** Reads an os-release file; nothing of one that names no system. */
export function readOsRelease(text: string): OsRelease | undefined {
  const values = keyValues(text)
  const id = values.get('ID')?.toLowerCase()
  if (id === undefined || !/^[a-z0-9._-]{1,64}$/.test(id)) return undefined
  const version = values.get('VERSION_ID')
  return { id, ...(version === undefined || version === '' ? {} : { version: version.slice(0, 64) }) }
}
