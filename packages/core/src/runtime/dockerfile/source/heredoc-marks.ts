import { dockerfileLimits } from '../limits.ts'
import { isBlank, skipBlanks } from './blank.ts'

/** `<<EOF` as it stands in an instruction. */
export interface HeredocMark {
  readonly name: string
  /** Whether variables in the content are replaced: not where a part of the name is quoted. */
  readonly expands: boolean
  /** `<<-`: tabs at the start of lines do not count. */
  readonly chomps: boolean
}

/**
 * The heredocs that an instruction announces, in their order (BuildKit). Text with an open quote announces none, nor
 * does `<<<` or anything in quotes.
 */
export function heredocMarks(text: string): HeredocMark[] {
  if (!text.includes('<<')) return []
  const marks = (shellWords(text) ?? []).flatMap((word) => markOf(word) ?? [])
  return marks.slice(0, dockerfileLimits.heredocs)
}

function markOf(word: string): HeredocMark | undefined {
  let at = 0
  while (isDigit(word[at])) at++
  if (!word.startsWith('<<', at)) return undefined
  at += 2
  const chomps = word[at] === '-'
  const raw = word.slice(skipBlanks(word, chomps ? at + 1 : at))
  if (raw === '' || raw.includes('<')) return undefined
  const name = withoutQuotes(raw)
  return { name, chomps, expands: !raw.includes('"') && !raw.includes("'") }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}

function withoutQuotes(raw: string): string {
  const read: string[] = []
  let quote: string | undefined
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at]!
    if (character === '\\' && quote === undefined) read.push(raw[++at] ?? '')
    else if (character === quote) quote = undefined
    else if (quote === undefined && (character === '"' || character === "'")) quote = character
    else read.push(character)
  }
  return read.join('')
}

/** Words as a shell sees them, quotes kept, blanks after `<<` taken in; nothing where a quote stays open. */
function shellWords(text: string): string[] | undefined {
  const words: string[] = []
  let start = skipBlanks(text)
  let quote: string | undefined
  for (let at = start; at < text.length; at++) {
    const character = text[at]!
    if (character === '\\' && quote !== "'") at++
    else if (quote !== undefined) quote = character === quote ? undefined : quote
    else if (character === '"' || character === "'") quote = character
    else if (text.startsWith('<<', at)) at = skipBlanks(text, at + 2) - 1
    else if (isBlank(character)) {
      words.push(text.slice(start, at))
      start = skipBlanks(text, at)
      at = start - 1
    }
  }
  if (quote !== undefined) return undefined
  if (start < text.length) words.push(text.slice(start))
  return words
}
