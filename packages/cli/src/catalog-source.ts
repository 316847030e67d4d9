import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** What a catalog mirrors, as it is stored: a URL as given, or `file:` and the absolute path of a file. */
export function sourceOf(session: Session, from: string): string {
  if (from === '-') {
    const message = 'Expected a URL or a file to mirror, got standard input'
    throw new UsageError('USAGE', message, 'Name a file: the next sync reads it again.')
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(from) && !isFile(from)) return from
  return `file:${isFile(from) ? pathOf(from, session.io.folder) : resolve(session.io.folder, from)}`
}

/** The text of a source that is a file; of a URL none, as Ingot fetches that itself. */
export async function sourceText(session: Session, from: string | undefined): Promise<string | undefined> {
  if (from === undefined || !isFile(from)) return undefined
  const { text } = await session.readText(pathOf(from, session.io.folder))
  // Faults come with the name that the API knows.
  session.sources.set(from, text)
  return text
}

function isFile(from: string): boolean {
  return from.startsWith('file:')
}

function pathOf(from: string, folder: string): string {
  if (!from.startsWith('file://')) return resolve(folder, from.slice('file:'.length))
  try {
    return fileURLToPath(from)
  } catch (cause) {
    const message = `Cannot read "${from}": a URL of a file has three slashes and an absolute path`
    throw new UsageError('UNREADABLE_FILE', message, 'Give the path of the file instead.', cause)
  }
}
