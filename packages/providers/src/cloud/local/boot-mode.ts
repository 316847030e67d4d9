import type { FileHandle } from 'node:fs/promises'

/** How a machine can start from a disk: by UEFI, by BIOS, or by both. */
export type BootMode = 'uefi' | 'legacy-bios' | 'uefi-preferred'

export const sector = 512

/**
 * Reads from the partitions of a disk how it starts (UEFI 2.10, sections 5.2 and 5.3); `undefined` where it has none. A
 * GPT with a partition for the boot code of GRUB beside the EFI system partition starts in both ways.
 */
export async function bootModeOf(file: FileHandle, head: Buffer): Promise<BootMode | undefined> {
  if (head.length < sector || head.readUInt16LE(510) !== 0xaa55) return undefined
  if (head.subarray(sector, sector + 8).toString('latin1') !== 'EFI PART') {
    return mbrTypes(head).includes(0xef) ? 'uefi' : 'legacy-bios'
  }
  const types = await partitionTypes(file, head.subarray(sector))
  if (!types.has(efiSystem)) return 'legacy-bios'
  return types.has(biosBoot) ? 'uefi-preferred' : 'uefi'
}

/** C12A7328-F81F-11D2-BA4B-00A0C93EC93B, as GPT writes it. */
const efiSystem = '28732ac11ff8d211ba4b00a0c93ec93b'
/** 21686148-6449-6E6F-744E-656564454649 (GRUB manual, "BIOS installation"), as GPT writes it. */
const biosBoot = '4861682149646f6e744e656564454649'

function mbrTypes(head: Buffer): number[] {
  return [446, 462, 478, 494].map((entry) => head.readUInt8(entry + 4))
}

/** The types of the first partitions; how many, how large and where their entries are, the header says. */
async function partitionTypes(file: FileHandle, header: Buffer): Promise<Set<string>> {
  const first = Number(header.readBigUInt64LE(72))
  const size = header.readUInt32LE(84)
  if (!Number.isSafeInteger(first * sector) || size < 128 || size > 4096) return new Set()
  const count = Math.min(header.readUInt32LE(80), 128)
  const table = await bytesAt(file, first * sector, count * size)
  const types = new Set<string>()
  for (let at = 0; at + 16 <= table.length; at += size) types.add(table.toString('hex', at, at + 16))
  return types
}

/** Bytes of a file from a position on; fewer where it ends before. */
export async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
