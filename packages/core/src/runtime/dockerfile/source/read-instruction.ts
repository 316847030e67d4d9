import { nearestName } from '../../../text/nearest-name.ts'
import { quoted } from '../../rules/quoted.ts'
import { skipBlanks, skipWord, trimmedEnd } from './blank.ts'
import type { FaultLog } from '../fault-log.ts'
import { isKeyword, keywords, type Instruction, type Keyword } from './instruction.ts'
import type { LogicalLine } from './logical-line.ts'
import { readFlags } from './read-flags.ts'
import { readJson } from './read-json.ts'
import type { Escape } from './words.ts'

/**
 * Reads a logical line from an index on, without its heredocs: those are lines that follow. An unknown word in front
 * is a fault, and nothing comes of the line.
 */
export function readInstruction(
  line: LogicalLine,
  from: number,
  escape: Escape,
  log: FaultLog,
  before?: string,
): Instruction | undefined {
  const at = skipBlanks(line.text, from)
  const nameEnd = skipWord(line.text, at)
  const keyword = line.text.slice(at, nameEnd).toUpperCase()
  if (!isKeyword(keyword)) {
    reportUnknown(line, at, log, before)
    return undefined
  }
  const { flags, end } = readFlags(line.text, nameEnd, escape)
  const rest = { text: line.text.slice(end, trimmedEnd(line.text, end)), at: end }
  return {
    keyword,
    line,
    at,
    flags,
    rest,
    json: jsonOf(keyword, line, rest, log),
    heredocs: [],
    trigger: keyword === 'ONBUILD' ? triggerOf(line, end, escape, log) : undefined,
  }
}

const withJson: ReadonlySet<Keyword> = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME'])

function jsonOf(
  keyword: Keyword,
  line: LogicalLine,
  rest: Instruction['rest'],
  log: FaultLog,
): Instruction['json'] {
  if (!withJson.has(keyword)) return undefined
  const read = readJson(rest.text)
  if (read !== 'not-texts') return read
  const message = `Expected texts only in the list of ${keyword}; put every element in double quotes`
  log.add('listNotTexts', message, line.offsetOf(rest.at))
  return undefined
}

const neverTriggers: ReadonlySet<Keyword> = new Set(['FROM', 'MAINTAINER', 'ONBUILD'])

function triggerOf(line: LogicalLine, at: number, escape: Escape, log: FaultLog): Instruction | undefined {
  if (skipBlanks(line.text, at) === line.text.length) return undefined
  const word = line.text.slice(at, skipWord(line.text, at)).toUpperCase()
  // Before it is read, so that ONBUILD ONBUILD ONBUILD … cannot go as deep as it likes.
  if (neverTriggers.has(word as Keyword)) {
    const message = `ONBUILD ${word} is not allowed; ONBUILD takes any instruction but FROM, MAINTAINER and ONBUILD`
    log.add('forbiddenTrigger', message, line.offsetOf(at))
    return undefined
  }
  return readInstruction(line, at, escape, log)
}

/** `before` is the line of the file right before, where that belongs to an instruction. */
function reportUnknown(line: LogicalLine, at: number, log: FaultLog, before?: string): void {
  const word = line.text.slice(at, skipWord(line.text, at))
  const offset = line.offsetOf(at)
  if (word === '') {
    log.add('unknownInstruction', 'Expected an instruction, got a continuation of nothing', offset)
  } else if (looksContinued(word) || endsInComment(before) || (before !== undefined && /^[a-z]/.test(word))) {
    const message = `${quoted(word)} is no instruction; it seems to go on from the line before, ${missed(before)}`
    log.add('lostContinuation', message, offset)
  } else {
    const meant = nearestName(word.toUpperCase(), keywords)
    const hint = meant === undefined ? `there are ${keywords.join(', ')}` : `did you mean ${meant}?`
    log.add('unknownInstruction', `${quoted(word)} is no instruction; ${hint}`, offset)
  }
}

/** Whether a first word can only be a part of an instruction that was begun before. */
function looksContinued(word: string): boolean {
  return /^[&|;<>=$"'\-/\\)}.]/.test(word) || word.includes('=')
}

/** Whether a line ends in an escape character with a comment behind it, or with a blank that is none to builders. */
function endsInComment(before: string | undefined): boolean {
  if (before === undefined) return false
  const trimmed = before.slice(0, trimmedEnd(before))
  return /[\\`]\s+#[^\\`]*$/.test(before) || (trimmed !== before && /[\\`]$/.test(trimmed))
}

function missed(before: string | undefined): string {
  if (!endsInComment(before)) return 'which does not end in a continuation; end that line in a continuation'
  return 'where something stands behind the continuation; let the continuation be the last character there'
}
