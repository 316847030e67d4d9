import { RE2JS, RE2JSException } from 're2js'
import type { Budget } from '../budget.ts'
import { booleanValue, errorValue, stringValue, type ErrorValue, type Value } from '../value.ts'
import { wrongType } from './argument.ts'
import type { EagerFunction } from './function.ts'

/** Longer patterns are refused: the time of a match grows with pattern times target. */
const MAX_PATTERN = 1_000
const MAX_TARGET = 65_536
/** Replacing searches once for each match, so that its worst case is the square of the target. */
const MAX_REPLACED_TARGET = 4_096
const MAX_CACHED_PATTERNS = 256

/**
 * Functions of regular expressions. The engine runs in linear time; look-around, back references and possessive
 * quantifiers, which cannot, are an ERROR that says so.
 */
export const patternFunctions: readonly EagerFunction[] = [
  {
    kind: 'eager',
    name: 'regexp',
    parameters: 'pattern, target[, options]',
    minimum: 2,
    maximum: 3,
    summary: 'Whether the regular expression matches anywhere in the target; option "i" ignores case.',
    arguments: 'strict',
    call: matches,
  },
  {
    kind: 'eager',
    name: 'regexps',
    parameters: 'pattern, target, substitution[, options]',
    minimum: 3,
    maximum: 4,
    summary: 'The target with every match replaced; "$1" in the substitution is the first group.',
    arguments: 'strict',
    call: replace,
  },
]

function matches(values: readonly Value[], budget: Budget): Value {
  const texts = textsOf('regexp(pattern, target[, options])', values)
  if (!Array.isArray(texts)) return texts
  const [pattern, target, options] = texts
  if (target!.length > MAX_TARGET) return targetTooLong(target!, MAX_TARGET)
  const stopped = budget.spend(target!.length)
  if (stopped !== undefined) return stopped
  const compiled = compile(pattern!, options ?? '')
  return compiled instanceof RE2JS ? booleanValue(compiled.matcher(target!).find()) : compiled
}

function replace(values: readonly Value[], budget: Budget): Value {
  const texts = textsOf('regexps(pattern, target, substitution[, options])', values)
  if (!Array.isArray(texts)) return texts
  const [pattern, target, substitution, options] = texts
  if (target!.length > MAX_REPLACED_TARGET) return targetTooLong(target!, MAX_REPLACED_TARGET)
  if (substitution!.length > MAX_PATTERN) {
    return errorValue(
      `The substitution has ${substitution!.length} characters: at most ${MAX_PATTERN} are taken`,
    )
  }
  const stopped = budget.spend(target!.length + Math.floor(target!.length ** 2 / 64))
  if (stopped !== undefined) return stopped
  const compiled = compile(pattern!, options ?? '')
  if (!(compiled instanceof RE2JS)) return compiled
  try {
    return stringValue(compiled.matcher(target!).replaceAll(substitution!, true))
  } catch (error) {
    return refusal('substitution', substitution!, error)
  }
}

function textsOf(call: string, values: readonly Value[]): string[] | ErrorValue {
  const texts: string[] = []
  for (const value of values) {
    if (value.type !== 'string') return wrongType(call, 'strings', value)
    texts.push(value.value)
  }
  return texts
}

function targetTooLong(target: string, limit: number): ErrorValue {
  return errorValue(
    `The target of the regular expression has ${target.length} characters: at most ${limit} are searched`,
  )
}

/** Why `regexp` and `regexps` refuse a pattern, as a sentence; `undefined` when they take it. */
export function patternFault(pattern: string): string | undefined {
  const compiled = compile(pattern, '')
  return compiled instanceof RE2JS ? undefined : compiled.message
}

/** Compiled patterns by flags and pattern; the oldest goes when the cache is full. */
const cache = new Map<string, RE2JS | ErrorValue>()

function compile(pattern: string, options: string): RE2JS | ErrorValue {
  if (pattern.length > MAX_PATTERN) {
    return errorValue(
      `The regular expression has ${pattern.length} characters: at most ${MAX_PATTERN} are taken`,
    )
  }
  const flags = flagsOf(options)
  if (typeof flags !== 'number') return flags
  const key = `${flags}/${pattern}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const compiled = compileWith(pattern, flags)
  if (cache.size >= MAX_CACHED_PATTERNS) cache.delete(cache.keys().next().value!)
  cache.set(key, compiled)
  return compiled
}

function compileWith(pattern: string, flags: number): RE2JS | ErrorValue {
  try {
    return RE2JS.compile(pattern, flags)
  } catch (error) {
    return refusal('regular expression', pattern, error)
  }
}

/** `g` and `f` (all matches, full string) are what `regexps` does in any case. */
function flagsOf(options: string): number | ErrorValue {
  let flags = 0
  for (const option of options.toLowerCase()) {
    if (option === 'i') flags |= RE2JS.CASE_INSENSITIVE
    else if (option === 'm') flags |= RE2JS.MULTILINE
    else if (option === 's') flags |= RE2JS.DOTALL
    else if (option !== 'g' && option !== 'f') {
      return errorValue(
        `The option "${option}" of a regular expression is not known: expected "i", "m" or "s"`,
      )
    }
  }
  return flags
}

function refusal(what: string, text: string, error: unknown): ErrorValue {
  const reason =
    error instanceof RE2JSException ? error.message.replace(/^error parsing regexp: /, '') : 'it is not valid'
  const advice = /\(\?[=!<]|\\\d|[*+?}]\+/.test(text)
    ? ' (look-around, back references and possessive quantifiers are not supported)'
    : ''
  return errorValue(`The ${what} "${text.slice(0, 60)}" cannot be used: ${reason}${advice}`)
}
