/** The header of a Zstandard frame (RFC 8878) with a window of at least so many bytes, and nothing else said. */
export function zstdHeader(window: number): Buffer {
  const exponent = Math.max(0, Math.ceil(Math.log2(window)) - 10)
  return Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, exponent << 3])
}

/** A block that is stored as it is; at most 128 KiB. */
export function rawBlock(bytes: Uint8Array, isLast = false): Buffer {
  return Buffer.concat([blockHeader(0, bytes.length, isLast), bytes])
}

/** A block of four bytes that makes so many zeros; at most 128 KiB. */
export function repeatedBlock(size: number, isLast = false): Buffer {
  return Buffer.concat([blockHeader(1, size, isLast), Buffer.alloc(1)])
}

/** A block with a table whose one symbol takes no bits, so that who reads it without care goes round for ever. */
export function endlessBlock(): Buffer {
  const content = Buffer.from([0x02, 0x81, 0x02, 6, 0xf0, 0x03, 1, 1, 1, 1, 0, 0, 0, 0])
  return Buffer.concat([blockHeader(2, content.length, true), content])
}

function blockHeader(type: number, size: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(3)
  header.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3)
  return header
}
