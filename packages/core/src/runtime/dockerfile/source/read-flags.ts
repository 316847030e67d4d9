import { isBlank, skipBlanks } from './blank.ts'
import type { Flag } from './instruction.ts'
import type { Escape } from './words.ts'

/** The flags that stand before the rest of an instruction, and the index where that begins. */
export interface ReadFlags {
  readonly flags: readonly Flag[]
  readonly end: number
}

/** Reads words that begin with `--` from an index on; a `--` alone ends them. Quotes and escapes are taken away. */
export function readFlags(text: string, start: number, escape: Escape): ReadFlags {
  const flags: Flag[] = []
  let at = skipBlanks(text, start)
  while (text.startsWith('--', at)) {
    const word = readPlain(text, at, escape)
    if (word.text === '--') return { flags, end: skipBlanks(text, word.end) }
    flags.push(flagOf(word.text, at))
    at = skipBlanks(text, word.end)
  }
  return { flags, end: at }
}

function readPlain(text: string, start: number, escape: Escape): { text: string; end: number } {
  const read: string[] = []
  let quote: string | undefined
  let at = start
  for (; at < text.length; at++) {
    const character = text[at]!
    if (character === escape) read.push(text[++at] ?? '')
    else if (quote === undefined && isBlank(character)) break
    else if (character === quote) quote = undefined
    else if (quote === undefined && (character === '"' || character === "'")) quote = character
    else read.push(character)
  }
  return { text: read.join(''), end: Math.min(at, text.length) }
}

function flagOf(text: string, at: number): Flag {
  const equals = text.indexOf('=')
  if (equals === -1) return { name: text.slice(2), value: undefined, at }
  return { name: text.slice(2, equals), value: text.slice(equals + 1), at }
}
