import { skipBlanks } from './blank.ts'
import { createDirectiveReader, type DirectiveReader } from './directives.ts'
import type { Dockerfile, Piece } from './dockerfile.ts'
import type { FaultLog } from '../fault-log.ts'
import { createHeredocReader } from './heredocs.ts'
import type { Instruction } from './instruction.ts'
import { dockerfileLimits } from '../limits.ts'
import { readInstruction } from './read-instruction.ts'
import { readLogicalLine } from './read-logical-line.ts'
import { splitLines, type TextLines } from './text-lines.ts'

/**
 * Reads a Dockerfile as BuildKit does (Dockerfile reference). Any text gives one: what cannot be understood becomes
 * faults, and the rest is still there. The time is in proportion to the text.
 */
export function readDockerfile(text: string, log: FaultLog): Dockerfile {
  const lines = splitLines(text)
  const directives = createDirectiveReader(log)
  const readNext = createInstructionReader(text, lines, directives, log)
  const pieces: Piece[] = []
  const instructions: Instruction[] = []
  let read = 0
  for (let line = 0; line < lines.count;) {
    const type = typeOf(lines, line, directives)
    let next = line + 1
    if (type === 'instruction' && ++read > dockerfileLimits.instructions) {
      reportTooMany(lines.startOf(line), log)
      next = lines.count
    } else if (type === 'instruction') {
      const one = readNext(line)
      if (one.instruction !== undefined) instructions.push(one.instruction)
      next = one.next
    }
    pieces.push({ type, start: pieces.at(-1)?.end ?? 0, end: lines.nextOf(next - 1) })
    line = next
  }
  checkLines(text, lines, log)
  return { escape: directives.escape, pieces, instructions }
}

function typeOf(lines: TextLines, line: number, directives: DirectiveReader): Piece['type'] {
  const text = lines.textOf(line)
  const start = skipBlanks(text)
  if (start === text.length) {
    directives.close('blank')
    return 'blank'
  }
  if (text[start] === '#') {
    return directives.isDirective(text.slice(start), lines.startOf(line) + start) ? 'directive' : 'comment'
  }
  directives.close('instruction')
  return 'instruction'
}

type ReadNext = (line: number) => { instruction: Instruction | undefined; next: number }

function createInstructionReader(
  text: string,
  lines: TextLines,
  directives: DirectiveReader,
  log: FaultLog,
): ReadNext {
  const heredocs = createHeredocReader(text, lines, log)
  let expected = 0
  return (first) => {
    const { line, next } = readLogicalLine(lines, first, directives.escape, log)
    const before = first === expected && first > 0 ? lines.textOf(first - 1) : undefined
    const instruction = readInstruction(line, 0, directives.escape, log, before)
    const read = instruction === undefined ? { instruction, next } : heredocs.attach(instruction, next)
    expected = read.next
    return read
  }
}

function reportTooMany(offset: number, log: FaultLog): void {
  const message = `The file has more than ${dockerfileLimits.instructions} instructions; what follows is not looked at`
  log.add('tooManyInstructions', message, offset)
}

function checkLines(text: string, lines: TextLines, log: FaultLog): void {
  for (let at = text.indexOf('\0'); at !== -1; at = text.indexOf('\0', at + 1)) {
    log.add('invalidCharacter', 'A NUL character stands in the text; remove it', at)
  }
  for (let line = 0; line < lines.count; line++) {
    const length = lines.endOf(line) - lines.startOf(line)
    if (length <= dockerfileLimits.line) continue
    const message = `The line has ${length} characters, and builders refuse more than ${dockerfileLimits.line}; break it`
    log.add('lineTooLong', message, lines.startOf(line))
  }
}
