const BLOCK = 131_072

/**
 * A Zstandard frame (RFC 8878) whose blocks are stored as they are, or, where a block is one byte repeated, as that
 * byte. Node 20 cannot compress so; any reader takes it.
 */
export function zstdFrame(bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [frameHeader(bytes.length)]
  for (let at = 0; at === 0 || at < bytes.length; at += BLOCK) {
    const block = bytes.subarray(at, at + BLOCK)
    const isLast = at + BLOCK >= bytes.length
    const repeated = block.length > 1 && Buffer.alloc(block.length, block[0]).equals(block)
    parts.push(blockHeader(block.length, repeated, isLast), repeated ? block.subarray(0, 1) : block)
  }
  return Buffer.concat(parts)
}

/** Magic number, then a descriptor that says: one segment, size of content in four bytes, no checksum. */
function frameHeader(size: number): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0b1010_0000, 0, 0, 0, 0])
  header.writeUInt32LE(size, 5)
  return header
}

function blockHeader(size: number, repeated: boolean, isLast: boolean): Buffer {
  const header = Buffer.alloc(3)
  header.writeUIntLE((size << 3) | (repeated ? 0b010 : 0) | (isLast ? 1 : 0), 0, 3)
  return header
}
