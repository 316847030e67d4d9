import { skipBlanks } from './blank.ts'
import type { FaultLog } from '../fault-log.ts'
import { joinParts, type LinePart, type LogicalLine } from './logical-line.ts'
import type { TextLines } from './text-lines.ts'
import type { Escape } from './words.ts'

/** An instruction with its continuations, and the number of the line behind it. */
export interface ReadLine {
  readonly line: LogicalLine
  readonly next: number
}

/**
 * Joins a line with those that it goes on in. Blanks behind the escape character do not matter, as in BuildKit;
 * comments and blank lines between are left out.
 */
export function readLogicalLine(lines: TextLines, first: number, escape: Escape, log: FaultLog): ReadLine {
  let { part, goesOn } = cut(lines, first, escape)
  const parts: LinePart[] = [part]
  let next = first + 1
  let blank: number | undefined
  while (goesOn && next < lines.count) {
    const text = lines.textOf(next)
    const start = skipBlanks(text)
    if (start === text.length) blank ??= lines.startOf(next)
    else if (text[start] !== '#') {
      ;({ part, goesOn } = cut(lines, next, escape))
      parts.push(part)
    }
    next++
  }
  if (goesOn) reportOpen(part, log)
  else if (blank !== undefined) reportBlank(blank, log)
  return { line: joinParts(parts), next }
}

/** A line without its continuation, and whether it has one. */
function cut(lines: TextLines, number: number, escape: Escape): { part: LinePart; goesOn: boolean } {
  const text = lines.textOf(number)
  const offset = lines.startOf(number)
  let end = text.length
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  const goesOn = text[end - 1] === escape && text[end - 2] !== escape
  return { part: { text: goesOn ? text.slice(0, end - 1) : text, offset }, goesOn }
}

function reportOpen({ text, offset }: LinePart, log: FaultLog): void {
  const message = 'The file ends within a continuation; remove the escape character, or add what is missing'
  log.add('openContinuation', message, offset + text.length)
}

function reportBlank(offset: number, log: FaultLog): void {
  const message = 'A blank line stands within an instruction; builders will refuse that one day, so remove it'
  log.add('blankContinuation', message, offset)
}
