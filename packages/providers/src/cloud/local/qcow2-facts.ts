import type { FileHandle } from 'node:fs/promises'
import { bytesAt } from './boot-mode.ts'

/** What a qcow2 image says of itself: the size of its disk, and why nothing can be started from it. */
export interface Qcow2Facts {
  readonly virtualBytes?: bigint
  readonly fault?: string
}

/** Entries of a first-level table that are looked at: of 64 KiB clusters, those of a disk of 32 TiB. */
const mostEntries = 65_536

/**
 * Reads the header of a qcow2 image (QEMU, docs/interop/qcow2.txt, "Header") and looks whether its tables are in the file:
 * one that was cut off lacks the last of them.
 */
export async function qcow2Facts(file: FileHandle, head: Buffer, size: number): Promise<Qcow2Facts> {
  const version = head.length < 8 ? 0 : head.readUInt32BE(4)
  if (version !== 2 && version !== 3) {
    return { fault: head.length < 8 ? cutOff : `it is of version ${version} of qcow2, not 2 or 3` }
  }
  if (head.length < (version === 2 ? 72 : 104)) return { fault: cutOff }
  const virtualBytes = head.readBigUInt64BE(24)
  if (head.readBigUInt64BE(8) !== 0n) {
    return { virtualBytes, fault: 'it is a layer over another file, and nothing without that' }
  }
  if (version === 3 && head.readUInt32BE(100) < 104) return { fault: 'its header is shorter than one can be' }
  const isWhole = await hasTables(file, head, BigInt(size))
  return isWhole ? { virtualBytes } : { virtualBytes, fault: cutOff }
}

const cutOff = 'it is cut off'

/** Whether the table of reference counts, the first-level table, and all second-level tables that this names are there. */
async function hasTables(file: FileHandle, head: Buffer, size: bigint): Promise<boolean> {
  const cluster = 1n << BigInt(Math.min(head.readUInt32BE(20), 32))
  const counts = head.readBigUInt64BE(48) + BigInt(head.readUInt32BE(56)) * cluster
  const entries = head.readUInt32BE(36)
  const first = head.readBigUInt64BE(40)
  if (counts > size || first + BigInt(entries) * 8n > size) return false
  const table = await bytesAt(file, Number(first), Math.min(entries, mostEntries) * 8)
  for (let at = 0; at + 8 <= table.length; at += 8) {
    // Bits 9 to 55 are the offset of a second-level table; none is there for clusters that nobody wrote to.
    const second = table.readBigUInt64BE(at) & 0x00ff_ffff_ffff_fe00n
    if (second !== 0n && second + cluster > size) return false
  }
  return true
}
