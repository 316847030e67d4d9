import type { Export } from '@ingot/contract'
import { join } from 'node:path'
import { writeTextFile } from '../../files.ts'
import { plain } from '../../output/plain.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'

/** Writes the files of an export below a folder, each whole or not at all. Throws `UsageError`. */
export async function writeExportFiles(session: Session, folder: string, { files }: Export): Promise<void> {
  for (const { name } of files) refuseOutside(name)
  for (const { name, text } of files) {
    await writeTextFile(session.io, join(folder, name), text)
    await session.note(`Wrote ${plain(join(folder, name))}`)
  }
}

/** A server that one does not know well must not write where it likes. */
function refuseOutside(name: string): void {
  const parts = name.split(/[/\\]/)
  if (!parts.some((part) => part === '' || part === '.' || part === '..' || part.includes(':'))) return
  const message = `Expected names of files below the folder, but the server sent "${name}"`
  throw new UsageError('UNWRITABLE_FILE', message, 'Look at the address of the server; nothing was written.')
}
