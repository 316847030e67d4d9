/** A section header taken apart. `closing` differs from `rank` when the brackets do not balance. */
export interface Header {
  readonly rank: number
  readonly closing: number
  readonly kind: string
  readonly name: string
  readonly comment?: string
  /** What follows the closing brackets and is not a comment. */
  readonly rest: string
}

/** Takes apart a line that begins with `[`. Blanks around it have been cut off. */
export function readHeader(text: string): Header {
  const rank = countBrackets(text, 0, '[')
  const { end, closing } = findClosing(text, rank)
  const inner = text.slice(rank, end).trim()
  const tail = text.slice(end + closing).trim()
  const [kind, name] = splitAtBlank(inner)
  const isComment = tail.startsWith('#')
  const comment = isComment ? tail : undefined
  return { rank, closing, kind: kind.toLowerCase(), name, comment, rest: isComment ? '' : tail }
}

/**
 * Where the closing brackets begin and how many they are: the first run of at least as many as were opened, else
 * the last run of fewer. In a longer run, brackets that close one within the name belong to the name.
 */
function findClosing(text: string, rank: number): { end: number; closing: number } {
  let found = { end: text.length, closing: 0 }
  let depth = 0
  for (let index = rank; index < text.length; index++) {
    const character = text[index]
    if (character === '#' && found.closing > 0 && /\s/.test(text[index - 1] ?? '')) break
    if (character === '[') depth++
    if (character !== ']') continue
    const run = countBrackets(text, index, ']')
    const ofName = run > rank ? Math.min(run - rank, depth) : 0
    found = { end: index + ofName, closing: run - ofName }
    if (found.closing >= rank) break
    index += run - 1
    depth = Math.max(0, depth - run)
  }
  return found
}

function countBrackets(text: string, start: number, bracket: string): number {
  let end = start
  while (text[end] === bracket) end++
  return end - start
}

function splitAtBlank(text: string): [string, string] {
  const blank = text.search(/\s/)
  return blank === -1 ? [text, ''] : [text.slice(0, blank), text.slice(blank).trim()]
}
