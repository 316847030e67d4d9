import type { FileHandle } from 'node:fs/promises'
import { bootModeOf, bytesAt, sector, type BootMode } from './boot-mode.ts'
import { qcow2Facts } from './qcow2-facts.ts'

/** What the bytes of a disk image say of it. */
export interface DiskFacts {
  readonly format: 'qcow2' | 'raw' | 'vhd' | 'vmdk'
  /** The size of the disk that a machine sees, in bytes; absent where the image does not tell. */
  readonly virtualBytes?: number
  /** Of a disk that is not packed: how a machine can start from it. */
  readonly bootMode?: BootMode
  /** Why no machine can start from the file as it is: a clause. */
  readonly fault?: string
}

/**
 * Reads what kind of disk image a file is from its bytes, whatever its name says: the header of qcow2 (QEMU,
 * docs/interop/qcow2.txt) and of VMDK (VMware Virtual Disk Format 5.0, sections 2 and 4.1), the footer of VHD (Virtual
 * Hard Disk Image Format Specification, section "Hard Disk Footer Format"); all else is raw.
 */
export async function diskFacts(file: FileHandle, size: number): Promise<DiskFacts> {
  const head = await bytesAt(file, 0, 2 * sector)
  if (head.subarray(0, 4).toString('latin1') === 'QFI\xfb') return await qcow2DiskFacts(file, head, size)
  if (head.subarray(0, 4).toString('latin1') === 'KDMV') return await sparseVmdkFacts(file, head, size)
  if (head.subarray(0, 21).toString('latin1') === '# Disk DescriptorFile') return describedVmdkFacts(file)
  const footer = size < sector ? Buffer.alloc(0) : await bytesAt(file, size - sector, sector)
  if (footer.subarray(0, 8).toString('latin1') === 'conectix') return vhdFacts(file, head, footer)
  if (size === 0) return { format: 'raw', fault: 'it is empty' }
  return { format: 'raw', virtualBytes: size, ...(await bootFacts(file, head)) }
}

async function qcow2DiskFacts(file: FileHandle, head: Buffer, size: number): Promise<DiskFacts> {
  const { virtualBytes, fault } = await qcow2Facts(file, head, size)
  return {
    format: 'qcow2',
    ...(virtualBytes === undefined ? {} : virtual(virtualBytes)),
    ...(fault === undefined ? {} : { fault }),
  }
}

/**
 * The header of a sparse extent, and the descriptor that it may have in it: one with a parent is a layer over that. The
 * directory of the grains is before all of them, so a file without it is cut off; a stream has it at its end.
 */
async function sparseVmdkFacts(file: FileHandle, head: Buffer, size: number): Promise<DiskFacts> {
  if (head.length < sector) return { format: 'vmdk', fault: 'it is cut off' }
  const sectorsAt = (field: number) => Number(head.readBigUInt64LE(field)) * sector
  const facts: DiskFacts = { format: 'vmdk', ...virtual(head.readBigUInt64LE(12) * BigInt(sector)) }
  const directory = sectorsAt(56)
  const isStream = head.readBigUInt64LE(56) === 0xffff_ffff_ffff_ffffn
  if (!isStream && Math.max(directory, sectorsAt(64)) > size) return { ...facts, fault: 'it is cut off' }
  const at = sectorsAt(28)
  const descriptor = at > size ? Buffer.alloc(0) : await bytesAt(file, at, Math.min(sectorsAt(36), 64 * 1024))
  const parent = /^parentCID=([0-9a-f]{8})$/im.exec(descriptor.toString('latin1'))?.[1]
  if (parent === undefined || parent.toLowerCase() === 'ffffffff') return facts
  return { ...facts, fault: 'it is a layer over another file, and nothing without that' }
}

/** A text names the files that have the bytes: alone it is no disk that could be brought to another place. */
async function describedVmdkFacts(file: FileHandle): Promise<DiskFacts> {
  const text = (await bytesAt(file, 0, 64 * 1024)).toString('latin1')
  const extents = [...text.matchAll(/^(?:RW|RDONLY) (\d{1,18}) \w+/gm)]
  const sectors = extents.reduce((sum, [, count = '0']) => sum + BigInt(count), 0n)
  const fault = 'it only describes a disk, whose bytes are in other files'
  return { format: 'vmdk', fault, ...(sectors === 0n ? {} : virtual(sectors * BigInt(sector))) }
}

/** Type 2 is a fixed disk: a raw one with the footer behind it; type 4 has what differs from another file. */
async function vhdFacts(file: FileHandle, head: Buffer, footer: Buffer): Promise<DiskFacts> {
  const type = footer.readUInt32BE(60)
  return {
    format: 'vhd',
    ...virtual(footer.readBigUInt64BE(48)),
    ...(type === 2 ? await bootFacts(file, head) : {}),
    ...(type === 4 ? { fault: 'it is a layer over another file, and nothing without that' } : {}),
  }
}

async function bootFacts(file: FileHandle, head: Buffer): Promise<Pick<DiskFacts, 'bootMode'>> {
  const bootMode = await bootModeOf(file, head)
  return bootMode === undefined ? {} : { bootMode }
}

/** A header may claim any size; what is no size of a disk is not told. */
function virtual(bytes: bigint): Pick<DiskFacts, 'virtualBytes'> {
  return bytes > 0n && bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? { virtualBytes: Number(bytes) } : {}
}
