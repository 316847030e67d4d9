import { isBlank } from './blank.ts'
import { quoted } from '../../rules/quoted.ts'
import type { FaultLog } from '../fault-log.ts'
import { heredocMarks, type HeredocMark } from './heredoc-marks.ts'
import { isKeyword, type Heredoc, type Instruction } from './instruction.ts'
import type { TextLines } from './text-lines.ts'

/** Reads the lines that follow an instruction into its heredocs. */
export interface HeredocReader {
  /** The instruction with its heredocs, and the number of the line behind them. */
  attach(instruction: Instruction, next: number): { instruction: Instruction; next: number }
}

/** A reader for one file. Where a heredoc ends is looked up, so that many of them cannot take long. */
export function createHeredocReader(text: string, lines: TextLines, log: FaultLog): HeredocReader {
  const ends = lazily(() => lineNumbers(lines, (line) => line))
  const chompedEnds = lazily(() => lineNumbers(lines, (line) => line.slice(leadingTabs(line))))
  const read = (mark: HeredocMark, first: number, offset: number): { heredoc: Heredoc; next: number } => {
    const found = firstFrom((mark.chomps ? chompedEnds : ends)().get(mark.name) ?? [], first)
    if (found === undefined) reportOpen(mark, offset, log)
    const last = found ?? nextInstruction(lines, first)
    const start = first < lines.count ? lines.startOf(first) : text.length
    const content = text.slice(start, last < lines.count ? lines.startOf(last) : text.length)
    return {
      heredoc: { name: mark.name, expands: mark.expands, content, offset: start },
      next: found === undefined ? last : last + 1,
    }
  }
  return {
    attach(instruction, next) {
      if (!takesHeredocs(instruction.trigger ?? instruction)) return { instruction, next }
      const heredocs: Heredoc[] = []
      let line = next
      for (const mark of heredocMarks(instruction.line.text)) {
        const one = read(mark, line, instruction.line.offsetOf(instruction.at))
        heredocs.push(one.heredoc)
        line = one.next
      }
      return { instruction: heredocs.length === 0 ? instruction : { ...instruction, heredocs }, next: line }
    },
  }
}

function takesHeredocs({ keyword, json }: Instruction): boolean {
  return (keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD') && json === undefined
}

function reportOpen({ name }: HeredocMark, offset: number, log: FaultLog): void {
  const message = `The heredoc ${quoted(name)} is not ended; add a line with nothing but its name`
  log.add('openHeredoc', message, offset)
}

/** Where a heredoc that is not ended is taken to end, so that the rest of the file is still read. */
function nextInstruction(lines: TextLines, first: number): number {
  let line = first
  while (line < lines.count && !beginsInstruction(lines.textOf(line))) line++
  return line
}

/** Whether a line begins with the name of an instruction in capitals, which scripts hardly ever do. */
export function beginsInstruction(line: string): boolean {
  const word = /^[A-Z]{3,11}/.exec(line)?.[0]
  return word !== undefined && isKeyword(word) && isBlank(line[word.length])
}

function lineNumbers(lines: TextLines, contentOf: (line: string) => string): Map<string, number[]> {
  const numbers = new Map<string, number[]>()
  for (let line = 0; line < lines.count; line++) {
    const content = contentOf(lines.textOf(line))
    const known = numbers.get(content)
    if (known === undefined) numbers.set(content, [line])
    else known.push(line)
  }
  return numbers
}

function leadingTabs(line: string): number {
  let at = 0
  while (line[at] === '\t') at++
  return at
}

/** The first of ascending numbers that is at least so large. */
function firstFrom(numbers: readonly number[], least: number): number | undefined {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! < least) low = middle + 1
    else high = middle
  }
  return numbers[low]
}

function lazily<Value>(make: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= make())
}
