/** Why something is no text that records could be in. */
export interface TextFault {
  readonly code: string
  readonly message: string
  readonly line: number
  readonly column: number
}

/** The longest text that is read, in UTF-16 units: half of what a JavaScript string can hold. */
const LONGEST = 256 * 1024 * 1024

/** The first sign that a file is not text: a NUL byte, or what decoding puts where bytes are not UTF-8. */
export function findTextFault(text: string): TextFault | undefined {
  if (text.length > LONGEST) {
    const message = `The file has ${text.length} characters: at most ${LONGEST} are read, split it`
    return { code: 'FILE_TOO_LARGE', message, line: 1, column: 1 }
  }
  const nul = text.indexOf('\0')
  if (nul !== -1) {
    return faultAt(text, nul, 'NOT_TEXT', 'The file is not text: it has a NUL byte')
  }
  const replaced = text.indexOf('\ufffd')
  if (replaced === -1) return undefined
  return faultAt(text, replaced, 'NOT_UTF8', 'The file is not UTF-8 text: a byte here cannot be decoded')
}

function faultAt(text: string, offset: number, code: string, message: string): TextFault {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { code, message, line: before.split('\n').length, column: offset - lineStart + 1 }
}
