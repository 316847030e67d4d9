import { extname } from 'node:path'
import { CloudError } from '../cloud-error.ts'
import type { CloudImage } from '../cloud-image.ts'
import { openFile, unreadable, type DiskFile } from './disk-file.ts'
import { diskFacts, type DiskFacts } from './disk-format.ts'
import { fileDigest } from './file-digest.ts'
import { checkStatedDigest } from './stated-digest.ts'
import { statedFacts, type StatedFacts } from './stated-facts.ts'

const gibibyte = 1024 ** 3

/** What each ending says that a file is; `.img` is used for disks as they are and for those that are packed. */
const formats: Readonly<Record<string, readonly DiskFacts['format'][]>> = {
  '.qcow2': ['qcow2'],
  '.raw': ['raw'],
  '.img': ['raw', 'qcow2'],
  '.vhd': ['vhd'],
  '.vmdk': ['vmdk'],
}

/** Whether the digest is worth reading the whole file for. */
export interface ReadDiskOptions {
  readonly withDigest: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * A disk image as Ingot speaks of it; `undefined` where the file is gone. One that changes while its digest is taken is
 * `pending`; one that nothing can be started from, or that is not what is written beside it, is `failed`, and takes
 * nothing from the other files. Throws `CloudError`.
 */
export async function readDisk(
  file: DiskFile,
  region: string,
  { withDigest, signal }: ReadDiskOptions,
): Promise<CloudImage | undefined> {
  const facts = await factsOf(file)
  if (facts === undefined) return undefined
  const digest = withDigest ? await fileDigest(file, signal) : undefined
  const isPending = withDigest && digest === undefined
  const stated = await toldBeside(file, digest)
  const fault = formatFault(file, facts) ?? stated.fault
  return {
    reference: file.reference,
    name: file.name,
    region,
    isOwn: true,
    state: isPending ? 'pending' : fault === undefined ? 'available' : 'failed',
    ...(fault === undefined ? {} : { fault }),
    ...(digest === undefined ? {} : { digest }),
    ...stated.facts,
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
function formatFault({ reference }: DiskFile, { format, fault }: DiskFacts): string | undefined {
  const ending = extname(reference).toLowerCase()
  if (formats[ending]?.includes(format) === true) return fault
  return `its bytes are those of ${format === 'raw' ? 'no packed disk' : format}, but its name ends with ${ending}`
}

/** What is written beside a disk, and why that makes it unusable. */
async function toldBeside(
  file: DiskFile,
  digest: string | undefined,
): Promise<{ facts: StatedFacts; fault?: string }> {
  try {
    if (digest !== undefined) await checkStatedDigest(file, digest)
    return { facts: await statedFacts(file) }
  } catch (error) {
    if (error instanceof CloudError) return { facts: {}, fault: error.message }
    throw error
  }
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
