import { createHash, randomUUID } from 'node:crypto'
import { link, lstat, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopyRequest } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { absent, diskError } from './disk-file.ts'
import { hashOf } from './file-digest.ts'

/** The ending of a file in each format. */
const endings: ReadonlyMap<string, string> = new Map([
  ['qcow2', '.qcow2'],
  ['raw', '.raw'],
  ['vhd', '.vhd'],
  ['vpc', '.vhd'],
  ['vmdk', '.vmdk'],
])

/**
 * Copies an image into a folder; answers its reference there. It is written beside its place and put there when all of it
 * is durable and as its digest says, so that what is cut off leaves nothing that looks like an image. An image that is there
 * already is the answer; another file of that name is a conflict.
 */
export async function copyDisk(folder: string, request: CopyRequest, signal?: AbortSignal): Promise<string> {
  const { source, image, region } = request
  signal?.throwIfAborted()
  if (source.read === undefined)
    throw new CloudError('unsupported', `The account "${source.name}" does not hand out the bytes of images`)
  const reference = referenceOf(request)
  const target = join(folder, reference)
  if (await isThere(target, image, signal)) return reference
  const mark = createHash('sha256').update(request.token).digest('hex').slice(0, 12)
  await removeLeftovers(folder, reference, mark)
  // Two that copy the same at once must not write to one file.
  const part = `${target}.${mark}.${randomUUID()}.part`
  try {
    await write(part, source.read(image.region ?? region, image.reference, signal), image)
    if (!(await put(part, target))) await isThere(target, image, signal)
    await makeDurable(folder)
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof CloudError ? error : diskError('write', target, error)
  } finally {
    await rm(part, { force: true })
  }
  return reference
}

/** Names of other clouds may have characters that lead elsewhere, or the ending already. */
function referenceOf({ name, image }: CopyRequest): string {
  const format = image.traits['disk-format']
  const ending = endings.get(format ?? '')
  if (ending === undefined) {
    const got = format === undefined ? 'an image of unknown format' : `"${format}"`
    throw new CloudError('unsupported', `Expected a disk as qcow2, raw, VHD or VMDK, got ${got}; convert it`)
  }
  const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name
  const safe = bare
    .replaceAll(/[^-A-Za-z0-9_.+@]/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 200)
  return `${safe === '' ? 'image' : safe}${ending}`
}

async function isThere(target: string, image: CopyRequest['image'], signal?: AbortSignal): Promise<boolean> {
  const found = await lstat(target).catch((error: unknown) => absent(target, error))
  if (found === undefined) return false
  if (found.isFile() && (await isSame(target, found.size, image, signal))) return true
  throw new CloudError('conflict', `"${target}" is there already, and is another image; rename or delete it`)
}

async function isSame(
  target: string,
  bytes: number,
  image: CopyRequest['image'],
  signal?: AbortSignal,
): Promise<boolean> {
  const [algorithm, wanted] = digestOf(image)
  if (wanted === undefined) return bytes === image.bytes
  return (await hashOf(target, algorithm, signal)) === wanted
}

/**
 * Who copies writes all the time: what nobody has touched for a while was left by one that was cut off; of the same copy
 * (`mark`) for a few seconds, of others for a day.
 */
async function removeLeftovers(folder: string, reference: string, mark: string): Promise<void> {
  const names = (await readdir(folder).catch((error: unknown) => absent(folder, error))) ?? []
  const parts = names.filter((name) => name.startsWith(`${reference}.`) && name.endsWith('.part'))
  for (const part of parts.map((name) => join(folder, name))) {
    const found = await lstat(part).catch((error: unknown) => absent(part, error))
    const patience = part.includes(`.${mark}.`) ? 10_000 : 24 * 60 * 60_000
    if (found !== undefined && Date.now() - found.mtimeMs > patience) await rm(part, { force: true })
  }
}

async function write(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  image: CopyRequest['image'],
): Promise<void> {
  const [algorithm, wanted] = digestOf(image)
  const hash = createHash(algorithm)
  const file = await open(path, 'wx')
  try {
    for await (const piece of pieces) {
      hash.update(piece)
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  const got = hash.digest('hex')
  if (wanted === undefined || wanted === got) return
  throw new CloudError('invalid', `Expected ${image.digest}, but what came is ${algorithm}:${got}; try again`)
}

/** Puts a file in its place; `false` where something has come there meanwhile, which stays. */
async function put(part: string, target: string): Promise<boolean> {
  try {
    await link(part, target)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // Not every file system has hard links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code ?? '')) throw error
    await rename(part, target)
    return true
  }
}

/** The name of a new file is as durable as its folder; Windows cannot open a folder, and keeps it by itself. */
async function makeDurable(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function digestOf({ digest }: CopyRequest['image']): [algorithm: string, wanted: string | undefined] {
  const { algorithm, wanted } =
    /^(?<algorithm>sha256|sha512|md5):(?<wanted>[0-9a-f]+)$/.exec(digest ?? '')?.groups ?? {}
  return algorithm === undefined ? ['sha256', undefined] : [algorithm, wanted]
}
