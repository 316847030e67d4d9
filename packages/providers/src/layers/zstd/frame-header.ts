/** By the last bits of the descriptor. */
const dictionaryLengths = [0, 1, 2, 4]

function contentSizeLength(descriptor: number): number {
  const flag = descriptor >>> 6
  const isSingle = (descriptor & 0x20) !== 0
  return flag === 0 ? (isSingle ? 1 : 0) : 1 << flag
}

/** How many bytes a header has: magic number, descriptor, window, dictionary, size of the content. */
export function headerLength(descriptor: number): number {
  const window = (descriptor & 0x20) === 0 ? 1 : 0
  return 5 + window + dictionaryLengths[descriptor & 3]! + contentSizeLength(descriptor)
}

/** How many bytes the window of a frame has. One of a single segment has its whole content for a window. */
export function windowSize(header: Buffer): number {
  const descriptor = header[4]!
  if ((descriptor & 0x20) === 0) {
    const [exponent, mantissa] = [header[5]! >>> 3, header[5]! & 7]
    const base = 2 ** (10 + exponent)
    return base + (base / 8) * mantissa
  }
  const length = contentSizeLength(descriptor)
  const at = header.length - length
  if (length === 8) return Number(header.readBigUInt64LE(at))
  return header.readUIntLE(at, length) + (length === 2 ? 256 : 0)
}

/** The same header with a window of at least so many bytes, and without the size of the content. */
export function withWindow(header: Buffer, size: number): Buffer {
  const descriptor = header[4]!
  const at = (descriptor & 0x20) === 0 ? 6 : 5
  const dictionary = header.subarray(at, at + dictionaryLengths[descriptor & 3]!)
  const exponent = Math.max(10, Math.ceil(Math.log2(size)))
  const window = Buffer.from([descriptor & 0b111, (exponent - 10) << 3])
  return Buffer.concat([header.subarray(0, 4), window, dictionary])
}
