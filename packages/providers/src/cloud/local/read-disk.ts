import { extname } from 'node:path'
import type { CloudImage } from '../cloud-image.ts'
import { openFile, unreadable, type DiskFile } from './disk-file.ts'
import { diskFacts, type DiskFacts } from './disk-format.ts'
import { fileDigest } from './file-digest.ts'
import { checkStatedDigest } from './stated-digest.ts'
import { statedFacts } from './stated-facts.ts'

const gibibyte = 1024 ** 3

/** What each ending says that a file is. */
const formats: Readonly<Record<string, DiskFacts['format']>> = {
  '.qcow2': 'qcow2',
  '.raw': 'raw',
  '.img': 'raw',
  '.vhd': 'vhd',
  '.vmdk': 'vmdk',
}

/** Whether the digest is worth reading the whole file for. */
export interface ReadDiskOptions {
  readonly withDigest: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * A disk image as Ingot speaks of it; `undefined` where the file is gone. One that changes while its digest is taken is
 * `pending`. Throws `CloudError`.
 */
export async function readDisk(
  file: DiskFile,
  region: string,
  { withDigest, signal }: ReadDiskOptions,
): Promise<CloudImage | undefined> {
  const facts = await factsOf(file)
  if (facts === undefined) return undefined
  const digest = withDigest ? await fileDigest(file, signal) : undefined
  if (digest !== undefined) await checkStatedDigest(file, digest)
  const isPending = withDigest && digest === undefined
  return {
    reference: file.reference,
    name: file.name,
    region,
    isOwn: true,
    state: isPending ? 'pending' : isUsable(file, facts) ? 'available' : 'failed',
    ...(digest === undefined ? {} : { digest }),
    ...(await statedFacts(file)),
    created: file.changed.toISOString(),
    bytes: file.bytes,
    visibility: 'private',
    traits: traitsOf(facts),
  }
}

function traitsOf({ format, virtualBytes, bootMode }: DiskFacts): Record<string, string> {
  return {
    'disk-format': format,
    ...(virtualBytes === undefined ? {} : { 'root-size-gb': String(Math.ceil(virtualBytes / gibibyte)) }),
    ...(bootMode === undefined ? {} : { 'boot-mode': bootMode }),
    // Azure, "Support for Generation 2 VMs": these start by UEFI alone, those of generation 1 by BIOS alone.
    ...(bootMode === 'uefi' ? { generation: 'V2' } : {}),
    ...(bootMode === 'legacy-bios' ? { generation: 'V1' } : {}),
  }
}

/** Nothing starts from a file that is something else than its name says, or that is not whole. */
function isUsable({ reference }: DiskFile, { format, isBroken }: DiskFacts): boolean {
  return isBroken !== true && formats[extname(reference).toLowerCase()] === format
}

async function factsOf({ path, bytes }: DiskFile): Promise<DiskFacts | undefined> {
  const file = await openFile(path)
  if (file === undefined) return undefined
  try {
    return await diskFacts(file, bytes)
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    await file.close()
  }
}
