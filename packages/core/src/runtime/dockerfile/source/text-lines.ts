/** The lines of a text, by number from 0. A line ends with LF; all CR before it belong to its end. */
export interface TextLines {
  readonly count: number
  /** Offset of the first character. A byte order mark at the start of the text is left out. */
  startOf(line: number): number
  /** Offset behind the last character, the line end left out. */
  endOf(line: number): number
  /** Offset of the next line, or of the end of the text. */
  nextOf(line: number): number
  textOf(line: number): string
}

/** Splits a text into lines, in linear time. */
export function splitLines(text: string): TextLines {
  const starts: number[] = []
  for (let at = 0; at < text.length; at = next(text, at)) starts.push(at)
  const startOf = (line: number): number => starts[line]! + (line === 0 && text.startsWith('\uFEFF') ? 1 : 0)
  const nextOf = (line: number): number => starts[line + 1] ?? text.length
  const endOf = (line: number): number => {
    let end = nextOf(line)
    while (end > startOf(line) && isLineEnd(text.charCodeAt(end - 1))) end--
    return end
  }
  const textOf = (line: number): string => text.slice(startOf(line), endOf(line))
  return { count: starts.length, startOf, endOf, nextOf, textOf }
}

function next(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}
