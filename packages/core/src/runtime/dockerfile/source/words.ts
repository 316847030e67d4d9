import { isBlank, skipBlanks } from './blank.ts'
import type { Word } from './instruction.ts'

/** The character that escapes: `\`, or a backtick where the file says so. */
export type Escape = '\\' | '`'

/**
 * Cuts a text into words as the builder does for ENV, LABEL and ARG: at white space that is neither quoted nor
 * escaped. Quotes and escapes stay in the words. `at` of a word counts from the start of `text` plus `shift`.
 */
export function splitWords(text: string, escape: Escape, shift = 0): Word[] {
  const words: Word[] = []
  for (let at = skipBlanks(text); at < text.length; at = skipBlanks(text, at)) {
    const end = endOfWord(text, at, escape)
    // An escape character at the very end has nothing to escape and is dropped.
    const lone = end === text.length && isLoneEscape(text, at, escape)
    const word = text.slice(at, lone ? end - 1 : end)
    if (word !== '') words.push({ text: word, at: at + shift })
    at = end
  }
  return words
}

function endOfWord(text: string, start: number, escape: Escape): number {
  let quote: string | undefined
  let at = start
  for (; at < text.length; at++) {
    const character = text[at]!
    if (character === escape && quote !== "'") at++
    else if (quote !== undefined) quote = character === quote ? undefined : quote
    else if (isBlank(character)) break
    else if (character === '"' || character === "'") quote = character
  }
  return Math.min(at, text.length)
}

/** Whether the word from `start` to the end of the text ends in an escape character that is not itself escaped. */
function isLoneEscape(text: string, start: number, escape: Escape): boolean {
  let count = 0
  for (let at = text.length - 1; at >= start && text[at] === escape; at--) count++
  return count % 2 === 1 && !endsInSingleQuotes(text, start)
}

function endsInSingleQuotes(text: string, start: number): boolean {
  return (text.slice(start).split("'").length - 1) % 2 === 1
}
