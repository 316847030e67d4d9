import { ExpansionFault } from './expansion-fault.ts'
import { replacePattern, withoutPrefix, withoutSuffix } from './expansion-pattern.ts'
import {
  createOutput,
  lookUp,
  readName,
  type Expansion,
  type ExpansionBudget,
  type ExpansionReader,
  type Lookup,
} from './expansion-reader.ts'
import { dockerfileLimits } from '../limits.ts'
import type { Escape } from '../source/words.ts'

/**
 * Takes away quotes and escapes and replaces variables, as builders do in ENV, LABEL, ARG, FROM, COPY and others
 * (Dockerfile reference, Environment replacement; POSIX shell, 2.6.2). Throws an `ExpansionFault` where a quote or a
 * brace is open, a modifier is none, or the result would be too large.
 */
export function expand(text: string, escape: Escape, lookup: Lookup, budget: ExpansionBudget): Expansion {
  const reader: ExpansionReader = {
    text,
    escape,
    lookup,
    budget,
    uses: [],
    at: 0,
    depth: 0,
    isUncertain: false,
  }
  const expanded = readUntil(reader, undefined, false)
  return { text: expanded, uses: reader.uses, isUncertain: reader.isUncertain }
}

function readUntil(reader: ExpansionReader, stop: string | undefined, keepsEscapes: boolean): string {
  const { text, escape } = reader
  const start = reader.at
  const output = createOutput(reader)
  while (reader.at < text.length) {
    const character = text[reader.at]!
    if (character === stop) {
      reader.at++
      return output.text()
    }
    if (character === "'") output.add(readSingleQuotes(reader))
    else if (character === '"') output.add(readDoubleQuotes(reader, keepsEscapes))
    else if (character === '$') output.add(readVariable(reader))
    else if (character === escape) {
      output.add((keepsEscapes ? character : '') + (text[reader.at + 1] ?? ''))
      reader.at += 2
    } else {
      output.add(character)
      reader.at++
    }
  }
  if (stop !== undefined) throw open(stop, start)
  return output.text()
}

function readSingleQuotes(reader: ExpansionReader): string {
  const start = reader.at
  const end = reader.text.indexOf("'", start + 1)
  if (end === -1) throw open("'", start)
  reader.at = end + 1
  return reader.text.slice(start + 1, end)
}

function readDoubleQuotes(reader: ExpansionReader, keepsEscapes: boolean): string {
  const { text, escape } = reader
  const start = reader.at++
  const output = createOutput(reader)
  for (;;) {
    const character = text[reader.at]
    if (character === undefined) throw open('"', start)
    if (character === '"') break
    if (character === '$') output.add(readVariable(reader))
    else if (character === escape && isEscapable(text[reader.at + 1], escape)) {
      output.add((keepsEscapes ? escape : '') + text[reader.at + 1]!)
      reader.at += 2
    } else {
      output.add(character)
      reader.at++
    }
  }
  reader.at++
  return output.text()
}

/** Within double quotes only these can be escaped; before anything else the escape character stands for itself. */
function isEscapable(character: string | undefined, escape: Escape): boolean {
  return character === '"' || character === '$' || character === escape
}

function open(sign: string, at: number): ExpansionFault {
  const what = sign === '}' || sign === '/' ? 'A "${" is not closed' : 'A quote is not closed'
  return new ExpansionFault('invalidExpansion', `${what}: expected ${sign} before the end of the value`, at)
}

function readVariable(reader: ExpansionReader): string {
  const start = reader.at++
  if (reader.text[reader.at] === '{') return readBraces(reader, start)
  const name = readName(reader)
  return name === '' ? '$' : valueOf(reader, name, start)
}

function readBraces(reader: ExpansionReader, start: number): string {
  if (++reader.depth > dockerfileLimits.depth) {
    const message = `Variables stand more than ${dockerfileLimits.depth} deep inside each other; write it more simply`
    throw new ExpansionFault('expansionTooLarge', message, start)
  }
  reader.at++
  const name = readName(reader)
  const sign = reader.text[reader.at]
  if (sign === undefined) throw open('}', start)
  if (name === '' || sign === '{') throw badModifier(reader, start)
  reader.at++
  const value = sign === '}' ? valueOf(reader, name, start) : modified(reader, name, sign, start)
  reader.depth--
  return value
}

function badModifier({ text, at }: ExpansionReader, start: number): ExpansionFault {
  const shown = text.slice(start, Math.min(at + 1, start + 40))
  const message = `"${shown}" is no variable that a builder replaces; expected \${NAME}, \${NAME:-default} or \${NAME:+other}`
  return new ExpansionFault('invalidExpansion', message, start)
}

/** `${NAME` and a sign were read: a modifier with its word follows, up to `}`. */
function modified(reader: ExpansionReader, name: string, sign: string, start: number): string {
  if (sign === '/') return replaced(reader, name, start)
  const emptyIsUnset = sign === ':'
  const modifier = emptyIsUnset ? reader.text[reader.at++] : sign
  const isTrim = modifier === '#' || modifier === '%'
  if (modifier === undefined) throw open('}', start)
  if (!'+-?#%'.includes(modifier) || (emptyIsUnset && isTrim)) throw badModifier(reader, start)
  const word = readUntil(reader, '}', isTrim)
  const value = lookUp(reader, name, start, modifier === '-' || modifier === '+')
  if (value === 'unknown') return reader.text.slice(start, reader.at)
  const isSet = value !== 'unset' && !(emptyIsUnset && value.text === '')
  const text = value === 'unset' ? '' : value.text
  if (modifier === '-') return isSet ? text : word
  if (modifier === '+') return isSet ? word : ''
  if (modifier === '?') return isSet ? text : refuse(name, word, start)
  return trimmed(reader, text, modifier, word, start)
}

function refuse(name: string, word: string, at: number): never {
  const reason = word === '' ? 'a value is needed' : word.slice(0, 200)
  throw new ExpansionFault('invalidExpansion', `${name} is not set, and the build ends here: ${reason}`, at)
}

function trimmed(reader: ExpansionReader, text: string, modifier: string, word: string, at: number): string {
  const isLongest = word.startsWith(modifier)
  const pattern = isLongest ? word.slice(1) : word
  spendOnPattern(reader, pattern, text, at)
  return modifier === '#' ? withoutPrefix(text, pattern, isLongest) : withoutSuffix(text, pattern, isLongest)
}

/** `${NAME/pattern/replacement}`; with `//` everywhere. */
function replaced(reader: ExpansionReader, name: string, start: number): string {
  const everywhere = reader.text[reader.at] === '/'
  if (everywhere) reader.at++
  const pattern = readUntil(reader, '/', true)
  const replacement = readUntil(reader, '}', true)
  const value = lookUp(reader, name, start, false)
  if (value === 'unknown') return reader.text.slice(start, reader.at)
  if (value === 'unset') return ''
  // A match is looked for from every character on.
  spendOnPattern(reader, pattern, value.text, start, value.text.length + 1)
  return replacePattern(value.text, pattern, replacement, everywhere, dockerfileLimits.value)
}

/** Patterns cost the product of their length and that of the text; the budget pays for it. */
function spendOnPattern(reader: ExpansionReader, pattern: string, text: string, at: number, times = 1): void {
  reader.budget.left -= (pattern.length + 1) * (text.length + 1) * times
  if (reader.budget.left >= 0) return
  const message = 'Matching the pattern costs too much; make the pattern or the value shorter'
  throw new ExpansionFault('expansionTooLarge', message, at)
}

function valueOf(reader: ExpansionReader, name: string, start: number): string {
  const value = lookUp(reader, name, start, false)
  if (value === 'unknown') return `\${${name}}`
  return value === 'unset' ? '' : value.text
}
