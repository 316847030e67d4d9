import { parseExpression } from '../expression/parse.ts'
import {
  FALSE,
  integerValue,
  realValue,
  stringValue,
  TRUE,
  UNDEFINED,
  type Value,
} from '../expression/value.ts'
import { createScanner } from './inline-comment.ts'

/** Numbers with more digits than this stay text; reading them would take more than linear time. */
const mostDigits = 400

/**
 * The value of one bare or quoted word after `=` (CycleCloud docs, Special parsing): booleans in any case, integers,
 * reals, text. Single quotes are ordinary characters, and so is a bare time (`10m`); one in back-ticks is a time.
 */
export function scalarValue(text: string): Value {
  const quoted = unquote(text)
  if (quoted !== undefined) return stringValue(quoted)
  const word = text.length <= 9 ? text.toLowerCase() : ''
  if (word === 'true') return TRUE
  if (word === 'false') return FALSE
  if (word === 'undefined') return UNDEFINED
  if (text.length <= mostDigits && /^[+-]?\d+$/.test(text))
    return integerValue(BigInt(text.replace(/^\+/, '')))
  if (text.length <= mostDigits && /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i.test(text)) return realValue(Number(text))
  return timeValue(text) ?? stringValue(text)
}

/** The text of one string in double quotes, in which `\"` and `\\` stand for `"` and `\`; undefined for other text. */
export function unquote(text: string): string | undefined {
  if (text.length < 2 || !text.startsWith('"')) return undefined
  if (createScanner(text).skipString(0) !== text.length) return undefined
  return text.slice(1, -1).replaceAll(/\\(?<escaped>["\\])/g, '$<escaped>')
}

function timeValue(text: string): Value | undefined {
  if (!text.startsWith('`') || !text.endsWith('`') || text.length > 64) return undefined
  const { expression } = parseExpression(text)
  return expression?.kind === 'literal' ? expression.value : undefined
}

/** The items of a bare list: split at commas that are not inside quotes, `${…}` or brackets. Empty items are left out. */
export function splitList(text: string): { item: string; offset: number }[] {
  const commas = findCommas(text)
  const starts = [0, ...commas.map((comma) => comma + 1)]
  const items = starts.map((start, index) => {
    const part = text.slice(start, commas[index] ?? text.length)
    return { item: part.trim(), offset: start + part.length - part.trimStart().length }
  })
  return items.filter(({ item }) => item !== '')
}

/** Longer texts are not taken apart: no list is that long, and its items would take many times its memory. */
const longestList = 65_536

/** Whether a bare text is a list: at least one comma separates items. */
export function isList(text: string): boolean {
  return text.length <= longestList && text.includes(',') && findCommas(text).length > 0
}

function findCommas(text: string): number[] {
  const scanner = createScanner(text)
  const outside: number[] = []
  const all: number[] = []
  let depth = 0
  let index = 0
  while (index < text.length) {
    const character = text.charAt(index)
    if (character === ',') {
      all.push(index)
      if (depth === 0) outside.push(index)
    }
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth = Math.max(0, depth - 1)
    if (character === '"') index = scanner.skipString(index)
    else if (character === '$' && text[index + 1] === '{') index = scanner.skipReference(index) ?? text.length
    else index++
  }
  // A bracket that is never closed is an ordinary character.
  return depth === 0 ? outside : all
}
