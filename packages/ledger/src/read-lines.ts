const NEWLINE = 0x0a

/**
 * The lines of a stream of bytes, without their ends. Throws a RangeError for a line of more than `longest` bytes, so
 * that memory stays bounded whatever comes.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      parts.push(chunk.subarray(start, end))
      yield textOf(parts)
      parts = []
      length = 0
      start = end + 1
    }
    parts.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > longest) throw new RangeError(`Expected lines of at most ${longest} bytes`)
  }
  if (length > 0) yield textOf(parts)
}

function textOf(parts: Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8')
}
