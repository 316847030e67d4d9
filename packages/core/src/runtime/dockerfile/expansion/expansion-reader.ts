import { ExpansionFault } from './expansion-fault.ts'
import { dockerfileLimits } from '../limits.ts'
import type { Escape } from '../source/words.ts'

/** What is known of a variable: its value, that it is not set, or (`unknown`) that it may come from the base. */
export type Lookup = (name: string) => { readonly text: string } | 'unset' | 'unknown'

/** A variable that a text names; `at` is the index of its `$`. */
export interface Use {
  readonly name: string
  readonly at: number
  readonly state: 'set' | 'unset' | 'unknown'
  /** What it is set to. */
  readonly value: string | undefined
  /** Whether the text says itself what to do where the variable is not set: `${X:-default}`. */
  readonly hasFallback: boolean
}

export interface Expansion {
  /** With `${NAME}` left in it where it is not known what stands for it. */
  readonly text: string
  readonly uses: readonly Use[]
  /** Whether something that is not known went into it. */
  readonly isUncertain: boolean
}

/** What the values of one file may still cost. */
export interface ExpansionBudget {
  /** In UTF-16 units. */
  left: number
  /** Names that may still be set. */
  settings: number
}

/** The budget of a new file. */
export function createExpansionBudget(): ExpansionBudget {
  return { left: dockerfileLimits.expansion, settings: dockerfileLimits.settings }
}

/** Where an expansion is in its text. */
export interface ExpansionReader {
  readonly text: string
  readonly escape: Escape
  readonly lookup: Lookup
  readonly budget: ExpansionBudget
  readonly uses: Use[]
  at: number
  depth: number
  isUncertain: boolean
}

/** Collects the pieces of one value, within the limits. */
export function createOutput(reader: ExpansionReader): { add(piece: string): void; text(): string } {
  const pieces: string[] = []
  let length = 0
  return {
    add(piece) {
      pieces.push(piece)
      length += piece.length
      reader.budget.left -= piece.length
      if (length > dockerfileLimits.value || reader.budget.left < 0) throw tooLarge(reader)
    },
    text: () => pieces.join(''),
  }
}

function tooLarge(reader: ExpansionReader): ExpansionFault {
  const { value, expansion } = dockerfileLimits
  const message = `The value grows beyond ${value} characters, or all values beyond ${expansion}; shorten what it is made of`
  return new ExpansionFault('expansionTooLarge', message, Math.min(reader.at, reader.text.length))
}

/** Looks a variable up, and notes that it was. */
export function lookUp(
  reader: ExpansionReader,
  name: string,
  at: number,
  hasFallback: boolean,
): ReturnType<Lookup> {
  const value = reader.lookup(name)
  const state = typeof value === 'string' ? value : 'set'
  reader.uses.push({
    name,
    at,
    state,
    hasFallback,
    value: typeof value === 'string' ? undefined : value.text,
  })
  if (state === 'unknown') reader.isUncertain = true
  return value
}

const LETTER = /[\p{L}_]/u
const DIGIT = /\p{Nd}/u

/** A name; digits alone where it begins with one; one of the shell's own signs. */
export function readName(reader: ExpansionReader): string {
  const start = reader.at
  const first = reader.text[start]
  if (first === undefined) return ''
  if (DIGIT.test(first)) return readWhile(reader, DIGIT)
  if ('@*#?-$!'.includes(first)) return reader.text[reader.at++]!
  return readWhile(reader, LETTER, DIGIT)
}

function readWhile(reader: ExpansionReader, ...kinds: readonly RegExp[]): string {
  const start = reader.at
  while (reader.at < reader.text.length && kinds.some((kind) => kind.test(reader.text[reader.at]!)))
    reader.at++
  return reader.text.slice(start, reader.at)
}
