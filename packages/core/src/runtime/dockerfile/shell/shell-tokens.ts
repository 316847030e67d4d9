import { isBlank } from '../source/blank.ts'

/**
 * A piece of shell text: a word without its quotes; a sign that ends a command; a sign that redirects. Indexes count
 * UTF-16 units into the text.
 */
export interface ShellToken {
  readonly type: 'word' | 'end' | 'redirect' | 'comment'
  readonly text: string
  readonly at: number
}

const ends = ['&&', '||', ';;', ';', '|', '&', '\n', '(', ')', '`']
const redirects = ['&>>', '&>', '<<<', '<<-', '<<', '>>', '>|', '>&', '<&', '<>', '>', '<']

/**
 * Cuts shell text into words and signs, as far as it is needed to see which commands are called (POSIX shell, 2.3). It
 * understands quotes, escapes and comments; what stands within `$(…)` in double quotes stays a part of its word.
 */
export function* shellTokens(text: string): Generator<ShellToken> {
  for (let at = 0; at < text.length;) {
    const { token, end } = tokenAt(text, at)
    if (token !== undefined) yield token
    at = end
  }
}

function tokenAt(text: string, at: number): { token?: ShellToken; end: number } {
  const redirect = redirects.find((sign) => text.startsWith(sign, at))
  if (redirect !== undefined) return signAt('redirect', redirect, at)
  const end = text.startsWith('$(', at) ? '$(' : ends.find((sign) => text.startsWith(sign, at))
  if (end !== undefined) return signAt('end', end, at)
  if (isBlank(text[at])) return { end: at + 1 }
  if (text[at] === '#') {
    const newline = text.indexOf('\n', at)
    const stop = newline === -1 ? text.length : newline
    return { token: { type: 'comment', text: text.slice(at, stop), at }, end: stop }
  }
  return wordAt(text, at)
}

function signAt(type: 'end' | 'redirect', sign: string, at: number): { token: ShellToken; end: number } {
  return { token: { type, text: sign, at }, end: at + sign.length }
}

function wordAt(text: string, start: number): { token: ShellToken; end: number } {
  const read: string[] = []
  let quote: string | undefined
  let at = start
  for (; at < text.length; at++) {
    const character = text[at]!
    if (character === '\\' && quote !== "'") read.push(escaped(text[++at], quote))
    else if (character === quote) quote = undefined
    else if (quote !== undefined) read.push(character)
    else if (character === '"' || character === "'") quote = character
    else if (isBlank(character) || ';&|()<>`'.includes(character) || text.startsWith('$(', at)) break
    else read.push(character)
  }
  // A lone "$" in front of "(" was taken care of by whoever called; anything else takes at least one character.
  return { token: { type: 'word', text: read.join(''), at: start }, end: Math.max(at, start + 1) }
}

function escaped(character: string | undefined, quote: string | undefined): string {
  if (character === undefined || character === '\n') return ''
  return quote === '"' && !'"\\$`'.includes(character) ? `\\${character}` : character
}
