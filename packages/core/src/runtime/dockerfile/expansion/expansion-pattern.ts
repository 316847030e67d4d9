/** A piece of a shell pattern: one character, any one character (`?`), or any number of them (`*`). */
interface Token {
  readonly kind: 'one' | 'any' | 'many'
  readonly character?: string
}

/** The text without the shortest or longest start that fits a shell pattern of `*`, `?` and plain characters. */
export function withoutPrefix(text: string, pattern: string, longest: boolean): string {
  const length = matchLength(text, 0, tokensOf(pattern), longest)
  return length === undefined ? text : text.slice(length)
}

/** The text without the shortest or longest end that fits a pattern. */
export function withoutSuffix(text: string, pattern: string, longest: boolean): string {
  const backwards = reversed(text)
  const length = matchLength(backwards, 0, tokensOf(pattern).toReversed(), longest)
  return length === undefined ? text : text.slice(0, text.length - length)
}

/** The text with the first match, or every match, of a pattern replaced; cut off where it grows beyond `limit`. */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: string,
  everywhere: boolean,
  limit: number,
): string {
  const tokens = tokensOf(pattern)
  const pieces: string[] = []
  let size = 0
  let at = 0
  let isOver = false
  while (at < text.length && size <= limit) {
    const length = isOver ? undefined : matchLength(text, at, tokens, true)
    const piece = length === undefined || length === 0 ? text[at]! : replacement
    pieces.push(piece)
    size += piece.length
    if (length !== undefined && length > 0) isOver = !everywhere
    at += length === undefined || length === 0 ? 1 : length
  }
  return pieces.join('')
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!
    if (character === '*') tokens.push({ kind: 'many' })
    else if (character === '?') tokens.push({ kind: 'any' })
    else if (character === '\\' && at + 1 < pattern.length)
      tokens.push({ kind: 'one', character: pattern[++at]! })
    else tokens.push({ kind: 'one', character })
  }
  return tokens
}

/** The length of the shortest or longest stretch from an index on that fits, if any does; takes text × pattern time. */
function matchLength(
  text: string,
  from: number,
  tokens: readonly Token[],
  longest: boolean,
): number | undefined {
  let reached = reach(tokens, new Set([0]))
  let length: number | undefined
  for (let at = from; reached.size > 0; at++) {
    if (reached.has(tokens.length)) length = at - from
    if (at >= text.length || (length !== undefined && !longest)) break
    reached = reach(tokens, step(tokens, reached, text[at]!))
  }
  return length
}

/** The tokens that may come next once a character was taken. */
function step(tokens: readonly Token[], reached: ReadonlySet<number>, character: string): Set<number> {
  const next = new Set<number>()
  for (const index of reached) {
    const token = tokens[index]
    if (token === undefined) continue
    if (token.kind === 'many') next.add(index)
    else if (token.kind === 'any' || token.character === character) next.add(index + 1)
  }
  return next
}

/** `*` may stand for nothing: what comes behind it is reached too. A set takes in what is added while it is walked. */
function reach(tokens: readonly Token[], indexes: Set<number>): Set<number> {
  for (const index of indexes) if (tokens[index]?.kind === 'many') indexes.add(index + 1)
  return indexes
}

function reversed(text: string): string {
  return text.split('').toReversed().join('')
}
