import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import type { TextFile } from '@ingot/contract'
import { readTextFile } from './files.ts'
import type { Io } from './io.ts'
import { parseLock } from './lock-file.ts'
import { UsageError } from './usage-error.ts'

/** How far a search goes before it is given up: folders deep, entries looked at, locks, and bytes of a lock. */
const bounds = { depth: 8, entries: 20_000, locks: 1000, bytes: 4 * 1024 * 1024, allBytes: 32 * 1024 * 1024 }

/** Folders that hold what others wrote. */
const foreign = new Set(['node_modules', 'vendor', 'dist', 'target'])

/** The locks that a search has found. `isComplete` is false where it was given up. */
export interface FoundLocks {
  locks: TextFile[]
  isComplete: boolean
}

/**
 * The locks in files and folders; a folder is searched for files named `*.lock` that Ingot wrote. Links and hidden
 * folders are not followed. Throws `UsageError` where a named file is no lock.
 */
export async function findLocks(io: Io, paths: readonly string[]): Promise<FoundLocks> {
  const found: FoundLocks = { locks: [], isComplete: true }
  const left = { entries: bounds.entries, bytes: bounds.allBytes }
  for (const path of paths) {
    if (await isFolder(io, path)) await searchFolder(io, resolve(io.folder, path), 0, found, left)
    else found.locks.push(await namedLock(io, path))
  }
  return found
}

async function isFolder(io: Io, path: string): Promise<boolean> {
  const found = await stat(resolve(io.folder, path)).catch(() => undefined)
  return found?.isDirectory() === true
}

async function namedLock(io: Io, path: string): Promise<TextFile> {
  const file = await readTextFile(io, path)
  parseLock(file)
  return file
}

async function searchFolder(
  io: Io,
  folder: string,
  depth: number,
  found: FoundLocks,
  left: { entries: number; bytes: number },
): Promise<void> {
  // A folder that cannot be read holds no lock that could be.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    left.entries -= 1
    if (left.entries < 0 || found.locks.length >= bounds.locks) return giveUp(found)
    const path = join(folder, entry.name)
    if (entry.isFile() && entry.name.endsWith('.lock')) await takeLock(io, path, found, left)
    if (!entry.isDirectory() || entry.name.startsWith('.') || foreign.has(entry.name)) continue
    if (depth >= bounds.depth) giveUp(found)
    else await searchFolder(io, path, depth + 1, found, left)
  }
}

function giveUp(found: FoundLocks): void {
  found.isComplete = false
}

/** Takes a lock; other tools write files of this name too, and those are passed over. */
async function takeLock(io: Io, path: string, found: FoundLocks, left: { bytes: number }): Promise<void> {
  const { size } = await stat(path)
  if (size > bounds.bytes) return
  if (size > left.bytes) return giveUp(found)
  left.bytes -= size
  const name = relative(io.folder, path).split(sep).join('/')
  try {
    const { text } = await readTextFile(io, path)
    parseLock({ file: name, text })
    found.locks.push({ file: name, text })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
  }
}
