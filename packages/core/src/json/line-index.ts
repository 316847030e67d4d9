/** Finds the line and column of any offset of one text. */
export interface LineIndex {
  /** Both count from 1, columns in UTF-16 units. */
  placeOf(offset: number): { line: number; column: number }
}

/** An index of the lines of a text: made in linear time, asked in logarithmic time. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return {
    placeOf(offset) {
      let [low, high] = [0, starts.length - 1]
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if (starts[middle]! <= offset) low = middle
        else high = middle - 1
      }
      return { line: low + 1, column: offset - starts[low]! + 1 }
    },
  }
}
