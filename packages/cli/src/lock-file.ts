import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Lock, TextFile } from '@ingot/contract'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** The lock that a file holds; the API checks all of it, here it is only told from other files. */
export function parseLock({ file, text }: TextFile): Lock {
  const value = parsed(text, file)
  if (!isLock(value)) throw notALock(file, 'JSON of another kind')
  if (value.lock === 1) return value
  throw new UsageError(
    'LOCK_TOO_NEW',
    `Expected a lock of version 1 in "${file}", got version ${JSON.stringify(value.lock).slice(0, 40)}`,
    'Use the release of Ingot that wrote it, or remove it and lock again.',
  )
}

function notALock(file: string, found: string): UsageError {
  const message = `Expected a lock in "${file}", got ${found}`
  return new UsageError('NOT_A_LOCK', message, 'Name a file that "ingot template lock" wrote.')
}

/** A file as a lock names it: relative to the lock and with `/`, so that they can move together. */
export function namedForLock(session: Session, lock: string, { file, text }: TextFile): TextFile {
  if (file === '<stdin>') return { file, text }
  const { folder } = session.io
  const path = relative(resolve(folder, lock, '..'), resolve(folder, file))
  return remembered(session, { file: isAbsolute(path) ? file : path.split(sep).join('/'), text })
}

/** Reads a file that a lock names. */
export async function readNamedByLock(session: Session, lock: string, name: string): Promise<TextFile> {
  const path = isAbsolute(name) ? name : join(resolve(session.io.folder, lock, '..'), name)
  const { text } = await session.readText(path)
  return remembered(session, { file: name, text })
}

/** Reads the files of parameters that a lock names; none where it names none. */
export async function readParametersOfLock(
  session: Session,
  file: string,
  { parameterFiles }: Lock,
): Promise<TextFile[] | undefined> {
  const files: TextFile[] = []
  for (const { file: name } of parameterFiles) files.push(await readNamedByLock(session, file, name))
  return files.length === 0 ? undefined : files
}

/** Faults come with the name that the API was told. */
function remembered(session: Session, file: TextFile): TextFile {
  session.sources.set(file.file, file.text)
  return file
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const isCut = text.trimStart().startsWith('{')
    throw notALock(file, isCut ? 'JSON that is damaged or cut off' : 'something that is not JSON')
  }
}

function isLock(value: unknown): value is Lock {
  if (!isObject(value)) return false
  const { lock, template, parameterFiles, locations } = value
  if (lock === undefined || !Array.isArray(locations)) return false
  return namesFile(template) && Array.isArray(parameterFiles) && parameterFiles.every(namesFile)
}

function namesFile(value: unknown): boolean {
  return isObject(value) && typeof value['file'] === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
