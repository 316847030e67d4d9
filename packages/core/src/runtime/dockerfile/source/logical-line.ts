/** A piece of the file that a logical line is made of. */
export interface LinePart {
  readonly text: string
  /** Where it stands in the file, in UTF-16 units. */
  readonly offset: number
}

/** An instruction as one line: continuations joined, comments and blank lines between them left out. */
export interface LogicalLine {
  readonly text: string
  readonly parts: readonly LinePart[]
  /** Where in the file the character at an index of the text stands. */
  offsetOf(index: number): number
}

/** Joins the parts of an instruction; `parts` has at least one. */
export function joinParts(parts: readonly LinePart[]): LogicalLine {
  const starts: number[] = []
  let length = 0
  for (const part of parts) {
    starts.push(length)
    length += part.text.length
  }
  return {
    text: parts.map(({ text }) => text).join(''),
    parts,
    offsetOf(index) {
      let [low, high] = [0, starts.length - 1]
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if (starts[middle]! <= index) low = middle
        else high = middle - 1
      }
      const { offset, text } = parts[low]!
      return offset + Math.min(index - starts[low]!, text.length)
    },
  }
}
