import type { CloudImage, FoundImage } from '../cloud-image.ts'
import type { DiskFile } from './disk-file.ts'
import { fileDigest } from './file-digest.ts'
import { diskFiles } from './folder-files.ts'
import { readDisk } from './read-disk.ts'

/** Where is looked, and until when. */
export interface DiskPlace {
  readonly dir: string
  readonly region: string
  readonly signal: AbortSignal | undefined
}

type Match = Pick<FoundImage, 'text' | 'matchedBy'>

/**
 * Finds images by digest or by path in the folder (ids), by file name or by name without ending. A digest has every
 * file read that was not read before; names only those that they mean.
 */
export async function findDisks(place: DiskPlace, texts: readonly string[]): Promise<FoundImage[]> {
  const { dir, region, signal } = place
  signal?.throwIfAborted()
  const wanted = new Set(texts)
  const found: FoundImage[] = []
  for (const file of await diskFiles(dir, signal)) {
    const matches = await matchesOf(file, wanted, signal)
    if (matches.length === 0) continue
    const image = await readDisk(file, region, { withDigest: true, signal })
    if (image !== undefined) for (const match of matches) found.push({ ...image, ...match })
  }
  return found
}

async function matchesOf(file: DiskFile, texts: ReadonlySet<string>, signal?: AbortSignal): Promise<Match[]> {
  const names = namesOf(file)
  const matches: Match[] = []
  for (const text of texts) {
    if (text === file.reference) matches.push({ text, matchedBy: 'id' })
    else if (names.has(text)) matches.push({ text, matchedBy: 'name' })
    else if (!/^sha256:[0-9a-f]{64}$/i.test(text)) continue
    else if ((await fileDigest(file, signal)) === text.toLowerCase()) matches.push({ text, matchedBy: 'id' })
  }
  return matches
}

/** `deep/x.qcow2` is also called `deep/x`, `x.qcow2` and `x`. */
function namesOf({ reference, name }: DiskFile): ReadonlySet<string> {
  const bare = reference.replace(/\.[^./]+$/, '')
  return new Set([bare, reference.slice(reference.lastIndexOf('/') + 1), name])
}

/** The images of some references that are there, with their digests. */
export async function describeDisks(place: DiskPlace, references: readonly string[]): Promise<CloudImage[]> {
  const { dir, region, signal } = place
  signal?.throwIfAborted()
  if (references.length === 0) return []
  const wanted = new Set(references)
  const images: CloudImage[] = []
  for (const file of await diskFiles(dir, signal)) {
    if (!wanted.has(file.reference)) continue
    const image = await readDisk(file, region, { withDigest: true, signal })
    if (image !== undefined) images.push(image)
  }
  return images
}

/** All images, without their digests: a list must not read every byte of every disk. */
export async function* listDisks({ dir, region, signal }: DiskPlace): AsyncGenerator<CloudImage> {
  for (const file of await diskFiles(dir, signal)) {
    signal?.throwIfAborted()
    const image = await readDisk(file, region, { withDigest: false, signal })
    if (image !== undefined) yield image
  }
}
