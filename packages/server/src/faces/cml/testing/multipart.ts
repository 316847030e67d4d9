/** One part of a request in several parts, as it is written. */
export interface WrittenPart {
  name: string
  content: string | Uint8Array
  /** A part with a name of a file is one; without, it is a field. */
  filename?: string
  type?: string
}

/** A request in several parts: its body, and the headers that say so. */
export interface WrittenUpload {
  body: Uint8Array
  headers: Record<string, string>
}

/** Writes a request in several parts (RFC 7578). */
export function multipartOf(parts: readonly WrittenPart[], boundary = 'the-boundary'): WrittenUpload {
  const pieces = parts.flatMap(({ name, content, filename, type }) => [
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"`,
    type === undefined ? '' : `\r\ncontent-type: ${type}`,
    '\r\n\r\n',
    content,
    '\r\n',
  ])
  return {
    body: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece))),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
