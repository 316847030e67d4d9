import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { CloudError } from '../cloud-error.ts'
import { absent, diskFile, unreadable, type DiskFile } from './disk-file.ts'

/** The endings of disk images. */
const endings: ReadonlySet<string> = new Set(['.qcow2', '.raw', '.img', '.vhd', '.vmdk'])
/** How far a folder is looked through: folders within one another, and entries of all of them. */
const bounds = { depth: 8, entries: 20_000 }

/** One look through a folder. */
interface Look {
  readonly root: string
  readonly signal: AbortSignal | undefined
  entriesLeft: number
}

/**
 * The disk images of a folder and of those in it, by reference. Hidden entries and links are passed over, so that nothing
 * leads out of the folder; what vanishes meanwhile was never there. Throws `CloudError` where a folder cannot be read:
 * an image that cannot be seen is not one that is gone.
 */
export async function diskFiles(root: string, signal?: AbortSignal): Promise<DiskFile[]> {
  const found = await filesIn({ root, signal, entriesLeft: bounds.entries }, root, 0)
  return found.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
}

async function filesIn(look: Look, folder: string, depth: number): Promise<DiskFile[]> {
  look.signal?.throwIfAborted()
  const entries = await entriesOf(look, folder, depth)
  const names = new Set(entries.map(({ name }) => name))
  const found: DiskFile[] = []
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < bounds.depth) found.push(...(await filesIn(look, path, depth + 1)))
    if (!entry.isFile() || !endings.has(extname(entry.name).toLowerCase()) || isExtent(entry.name, names))
      continue
    const file = await diskFile(look.root, path)
    if (file !== undefined) found.push(file)
  }
  return found
}

async function entriesOf(look: Look, folder: string, depth: number): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (depth > 0) return absent(folder, error)
    throw unreadable(folder, error)
  })
  look.entriesLeft -= entries?.length ?? 0
  if (look.entriesLeft >= 0) return entries ?? []
  throw new CloudError(
    'unsupported',
    `Expected at most ${bounds.entries} entries in "${look.root}", got more; name a smaller folder`,
  )
}

/** Whether a file has only the bytes of a disk that another file beside it describes, as VMware names these. */
function isExtent(name: string, names: ReadonlySet<string>): boolean {
  const base = /^(.+)-(?:flat|[sf]\d{3})\.vmdk$/.exec(name)?.[1]
  return base !== undefined && names.has(`${base}.vmdk`)
}
