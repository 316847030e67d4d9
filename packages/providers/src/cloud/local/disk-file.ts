import type { BigIntStats } from 'node:fs'
import { constants, lstat, open, type FileHandle } from 'node:fs/promises'
import { basename, extname, relative, sep } from 'node:path'
import { CloudError } from '../cloud-error.ts'

/** A file that may be a disk image. */
export interface DiskFile {
  readonly path: string
  /** Relative to the folder, with `/`: the reference of its image. */
  readonly reference: string
  /** Its name without folder and ending. */
  readonly name: string
  readonly bytes: number
  readonly changed: Date
  /** Differs when the file may have other bytes: device, inode, size, and both times to the nanosecond. */
  readonly mark: string
}

/** The file as it is now; `undefined` where it is gone or no ordinary file. Throws `CloudError`. */
export async function diskFile(root: string, path: string): Promise<DiskFile | undefined> {
  const found = await lstat(path, { bigint: true }).catch((error: unknown) => absent(path, error))
  if (found?.isFile() !== true) return undefined
  return {
    path,
    reference: relative(root, path).split(sep).join('/'),
    name: basename(path, extname(path)),
    bytes: Number(found.size),
    changed: found.mtime,
    mark: markOf(found),
  }
}

/** Whether a file is still as it was seen. */
export async function isUnchanged({ path, mark }: DiskFile): Promise<boolean> {
  const found = await lstat(path, { bigint: true }).catch((error: unknown) => absent(path, error))
  return found !== undefined && markOf(found) === mark
}

function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}

/**
 * Opens an ordinary file; `undefined` where it is gone, or has become a link or a pipe since it was seen. Throws
 * `CloudError`.
 */
export async function openFile(path: string): Promise<FileHandle | undefined> {
  // Windows has neither of these; a pipe would be waited for without end.
  const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(path, constants.O_RDONLY | careful).catch((error: unknown) => absent(path, error))
  if (file === undefined || (await file.stat()).isFile()) return file
  await file.close()
  return undefined
}

/** The first bytes of a small text beside the images; `undefined` where there is none. Throws `CloudError`. */
export async function smallText(path: string, limit: number): Promise<string | undefined> {
  const file = await openFile(path)
  if (file === undefined) return undefined
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(limit + 1), 0, limit + 1, 0)
    if (bytesRead > limit)
      throw new CloudError('invalid', `Expected at most ${limit} bytes in "${path}", got more; shorten it`)
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}

const absentCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'])

/** `undefined` where an error says that there is nothing (any more); every other error is thrown as `CloudError`. */
export function absent(path: string, error: unknown): undefined {
  if (absentCodes.has(codeOf(error))) return undefined
  throw unreadable(path, error)
}

/** What keeps a folder or a file from being read, with its path. */
export function unreadable(path: string, cause: unknown): CloudError {
  return diskError('read', path, cause)
}

/** What keeps something from being done with a file, with its path. */
export function diskError(act: 'read' | 'write' | 'delete', path: string, cause: unknown): CloudError {
  const code = codeOf(cause)
  const isForbidden = ['EACCES', 'EPERM', 'EROFS'].includes(code)
  const kind = isForbidden ? 'forbidden' : act === 'read' ? 'unreachable' : 'failed'
  const look = code === 'ENOSPC' ? 'make room there' : 'look at the path and at its rights'
  return new CloudError(kind, `Cannot ${act} "${path}" (${code}); ${look}`, { cause })
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'unknown'
}
