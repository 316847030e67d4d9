import type { Fault } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { paintSeverity } from './severity.ts'

/** Characters of a source line that an excerpt shows, with the fault inside. */
const excerptWidth = 100

/** Faults with their places, each with the line of its file and a caret where that is at hand. */
export function faultLines(
  faults: readonly Fault[],
  sources: ReadonlyMap<string, string>,
  paint: Paint,
): string[] {
  const lineOf = lineReader(sources)
  return faults.flatMap((fault) => {
    const severity = paintSeverity(fault, paint)
    const head = `${placeOf(fault)}${severity}[${plain(fault.code)}]: ${plain(fault.message)}`
    const shown = excerpt(fault, lineOf, paint)
    return shown.length > 0 ? [head, ...shown] : [`${head}${pathNote(fault)}`]
  })
}

function placeOf({ file, line, column, path }: Fault): string {
  const parts = [file ?? path, line, column].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? '' : `${plain(parts.join(':'))}: `
}

/** Where in a document a fault is whose text is not at hand: a number of a column in one long line says little. */
function pathNote({ file, path }: Fault): string {
  return file === undefined || path === undefined || path === '' ? '' : ` (${plain(path)})`
}

type LineReader = (file: string, line: number) => string | undefined

/** Splits each file at most once, however many faults it has. */
function lineReader(sources: ReadonlyMap<string, string>): LineReader {
  const split = new Map<string, string[]>()
  return (file, line) => {
    const text = sources.get(file)
    if (text === undefined) return undefined
    const lines = split.get(file) ?? text.split(/\r\n|\n|\r/)
    split.set(file, lines)
    return lines[line - 1]
  }
}

function excerpt({ file, line, column }: Fault, lineOf: LineReader, paint: Paint): string[] {
  const text = file === undefined || line === undefined ? undefined : lineOf(file, line)
  if (text === undefined || text.trim() === '') return []
  const start = Math.max(0, (column ?? 1) - 1 - excerptWidth / 2)
  const shown = plain(text.slice(start, start + excerptWidth))
  const gutter = `${line} | `
  const before = plain(text.slice(start, (column ?? 1) - 1))
  const caret =
    column === undefined ? [] : [`${' '.repeat(gutter.length + before.length + 2)}${paint.bad('^')}`]
  return [`  ${paint.quiet(gutter)}${shown}`, ...caret]
}
