import type { FileHandle } from 'node:fs/promises'
import { bytesAt } from './boot-mode.ts'

/** What a qcow2 image says of itself: the size of its disk, and why nothing can be started from it. */
export interface Qcow2Facts {
  readonly virtualBytes?: bigint
  readonly fault?: string
}

/** Bits of features that a reader has to know (QEMU, docs/interop/qcow2.txt, "incompatible_features"). */
const features = { dirty: 1n, corrupt: 2n, dataFile: 4n, known: 0b1_1111n }

/**
 * Reads the header of a qcow2 image (QEMU, docs/interop/qcow2.txt, "Header") and looks whether the last cluster that it
 * counts is in the file: one that was cut off lacks that.
 */
export async function qcow2Facts(file: FileHandle, head: Buffer, size: number): Promise<Qcow2Facts> {
  const version = head.length < 8 ? 0 : head.readUInt32BE(4)
  if (version !== 2 && version !== 3) {
    return { fault: head.length < 8 ? cutOff : `it is of version ${version} of qcow2, not 2 or 3` }
  }
  if (head.length < (version === 2 ? 72 : 104)) return { fault: cutOff }
  const virtualBytes = head.readBigUInt64BE(24)
  const fault = headerFault(head, version) ?? ((await isWhole(file, head, BigInt(size))) ? undefined : cutOff)
  return { virtualBytes, ...(fault === undefined ? {} : { fault }) }
}

function headerFault(head: Buffer, version: number): string | undefined {
  if (head.readBigUInt64BE(8) !== 0n) return 'it is a layer over another file, and nothing without that'
  if (head.readUInt32BE(32) !== 0) return 'it is encrypted'
  const clusterBits = head.readUInt32BE(20)
  if (clusterBits < 9 || clusterBits > 21) return 'its clusters are of no size that qcow2 has'
  if (version === 2) return undefined
  if (head.readUInt32BE(100) < 104) return 'its header is shorter than one can be'
  const needed = head.readBigUInt64BE(72)
  if ((needed & features.corrupt) !== 0n) return 'it is marked as corrupt; repair it with qemu-img check'
  if ((needed & features.dataFile) !== 0n)
    return 'its bytes are in another file, and it is nothing without that'
  if ((needed & ~features.known) !== 0n) return 'it has features of qcow2 that are not known here'
  return undefined
}

const cutOff = 'it is cut off'

/** Counts are written later than what they count where writes are lazy; then they tell nothing. */
function countsAreSure(head: Buffer): boolean {
  return head.readUInt32BE(4) === 2 || (head.readBigUInt64BE(72) & features.dirty) === 0n
}

/**
 * Whether the tables are in the file, and the last cluster that has a reference count ("Refcounts"): two small reads,
 * however large the image is.
 */
async function isWhole(file: FileHandle, head: Buffer, size: bigint): Promise<boolean> {
  const cluster = 1n << BigInt(head.readUInt32BE(20))
  const table = { start: head.readBigUInt64BE(48), bytes: BigInt(head.readUInt32BE(56)) * cluster }
  const first = head.readBigUInt64BE(40) + BigInt(head.readUInt32BE(36)) * 8n
  if (table.start + table.bytes > size || first > size) return false
  if (!countsAreSure(head)) return true
  const last = await lastBlock(file, table)
  if (last === undefined) return true
  if (last.offset + cluster > size) return false
  const block = await bytesAt(file, Number(last.offset), Number(cluster))
  const byte = block.findLastIndex((count) => count !== 0)
  if (byte === -1) return true
  const bits = BigInt(head.readUInt32BE(4) === 2 ? 16 : 1 << Math.min(head.readUInt32BE(96), 6))
  const counted = last.index * ((cluster * 8n) / bits) + (BigInt(byte) * 8n) / bits
  return counted * cluster < size
}

/** The last block of counts that a table names, and its place in that; bits 9 to 63 of an entry are its offset. */
async function lastBlock(
  file: FileHandle,
  { start, bytes }: { start: bigint; bytes: bigint },
): Promise<{ index: bigint; offset: bigint } | undefined> {
  const table = await bytesAt(file, Number(start), Math.min(Number(bytes), longestTable))
  for (let at = table.length - (table.length % 8) - 8; at >= 0; at -= 8) {
    const offset = table.readBigUInt64BE(at) & ~0x1ffn
    if (offset !== 0n) return { index: BigInt(at / 8), offset }
  }
  return undefined
}

/** So much of a table is read, in bytes: of 64 KiB clusters that is an image of 16 TiB and more. */
const longestTable = 1024 * 1024
