/** Where a value in triple quotes ends: behind its closing quotes, or where reading goes on when they are missing. */
export interface BlockEnd {
  readonly end: number
  readonly closed: boolean
}

const headerOfTemplate =
  /^[^\S\n]*\[{1,4}[^\S\n]*(?:cluster|node|nodearray|configuration|cluster-init|volume|network-interface|input-endpoint|parameters|parameter|environment|noderef)\b[^\]\n]*\]{1,4}[^\S\n]*$/im
const opening = /^[^\S\n]*[^\s=#][^=\n]*:?=[^\S\n]*$/

/** The triple quotes that stand at `start`, if any do. */
export function blockQuote(text: string, start = 0): string | undefined {
  if (text.startsWith("'''", start)) return "'''"
  return text.startsWith('"""', start) ? '"""' : undefined
}

/**
 * Finds the end of the block whose opening quotes stand at `start`. Quotes that are missing would swallow the file up
 * to the opening quotes of some later block, so these do not count as closing when sections of a template lie
 * between. Reading then goes on at the first of them.
 */
export function findBlockEnd(text: string, start: number, quote: string): BlockEnd {
  const body = start + quote.length
  const closing = text.indexOf(quote, body)
  if (closing === -1) return { end: nextHeader(text, body, text.length) ?? text.length, closed: false }
  const lineStart = text.lastIndexOf('\n', closing) + 1
  if (lineStart > body && opening.test(text.slice(lineStart, closing))) {
    const header = nextHeader(text, body, closing)
    if (header !== undefined) return { end: header, closed: false }
  }
  // Of four or more closing quotes the first belong to the text.
  let end = closing + quote.length
  while (text[end] === quote[0]) end++
  return { end, closed: true }
}

function nextHeader(text: string, start: number, end: number): number | undefined {
  const found = text.slice(start, end).search(headerOfTemplate)
  return found === -1 ? undefined : start + found
}
