import { quoted } from '../../rules/quoted.ts'
import { isBlank, skipBlanks, skipWord } from './blank.ts'
import type { FaultLog } from '../fault-log.ts'
import { offsetIn, type Instruction, type Word } from './instruction.ts'
import { splitWords, type Escape } from './words.ts'

/** One `name=value` of ENV, LABEL or ARG as written: quotes, escapes and variables are still in it. */
export interface Pair {
  readonly key: Word
  /** Of ARG there may be none. */
  readonly value: Word | undefined
  /** Written in the old way, with a blank between name and value, which goes to the end. */
  readonly isOld?: true
}

/** The pairs of an ENV or a LABEL: `name=value …`, or in the old way `name value` with one value to the end. */
export function readPairs(instruction: Instruction, escape: Escape, log: FaultLog): Pair[] {
  const { rest } = instruction
  const words = splitWords(rest.text, escape, rest.at)
  if (words.length > 0 && !words[0]!.text.includes('=')) return readOldPair(instruction, log)
  return words.flatMap((word) => {
    const pair = pairOf(word)
    if (pair === undefined) reportNoEquals(word, instruction, log)
    else if (pair.key.text === '') reportNoName(word, instruction, log)
    else return [pair]
    return []
  })
}

/** What an ARG declares: names, each with or without a default. */
export function readArguments(instruction: Instruction, escape: Escape, log: FaultLog): Pair[] {
  const { rest } = instruction
  return splitWords(rest.text, escape, rest.at).flatMap((word): Pair[] => {
    const pair = pairOf(word) ?? { key: word, value: undefined }
    if (pair.key.text !== '') return [pair]
    reportNoName(word, instruction, log)
    return []
  })
}

function pairOf({ text, at }: Word): Pair | undefined {
  const equals = text.indexOf('=')
  if (equals === -1) return undefined
  return {
    key: { text: text.slice(0, equals), at },
    value: { text: text.slice(equals + 1), at: at + equals + 1 },
  }
}

function readOldPair(instruction: Instruction, log: FaultLog): Pair[] {
  const { keyword, rest } = instruction
  const end = skipWord(rest.text, 0)
  const start = skipBlanks(rest.text, end)
  if (isBlank(rest.text[end])) {
    const value = { text: rest.text.slice(start), at: rest.at + start }
    return [{ key: { text: rest.text.slice(0, end), at: rest.at }, value, isOld: true }]
  }
  const message = `${keyword} ${quoted(rest.text)} has no value; write name=value`
  log.add('missingArgument', message, offsetIn(instruction, rest.at))
  return []
}

function reportNoEquals(word: Word, instruction: Instruction, log: FaultLog): void {
  const message = `Expected name=value, got ${quoted(word.text)}; put a value with blanks in double quotes`
  log.add('missingEquals', message, offsetIn(instruction, word.at))
}

function reportNoName(word: Word, instruction: Instruction, log: FaultLog): void {
  const message = `Expected a name before "=", got ${quoted(word.text)}`
  log.add('missingName', message, offsetIn(instruction, word.at))
}
