import { quote } from './fault-list.ts'
import { readHeader } from './header.ts'
import type { HeaderLine, Line } from './line.ts'
import { readAttribute } from './read-attribute.ts'
import { type Source, type Span, spanAt } from './source.ts'
import { reportUnreadable } from './unreadable-line.ts'

/** Splits a text into the lines of a template, in time in proportion to the text. */
export function readLines(source: Source): Line[] {
  const lines: Line[] = []
  let position = 0
  let line = 1
  while (position < source.text.length) {
    const span = spanAt(source, position)
    const read = readLine(source, span, line)
    lines.push(read)
    position += read.raw.length
    line += read.raw.length === span.next - span.start ? 1 : countLines(read.raw, source.lineEnd)
  }
  return lines
}

function readLine(source: Source, span: Span, line: number): Line {
  const content = span.text.trimStart()
  const column = span.text.length - content.length + 1
  const raw = source.text.slice(span.start, span.next)
  if (content === '') return { type: 'blank', raw, line }
  if (content.startsWith('#')) return { type: 'comment', raw, line, text: content.trimEnd() }
  if (content.startsWith('[')) return readHeaderLine(source, content.trimEnd(), { raw, line, column })
  const attribute = readAttribute(source, span, line)
  return (
    attribute ?? reportUnreadable({ type: 'faulty', raw, line }, content.trimEnd(), column, source.faults)
  )
}

function readHeaderLine(
  { faults }: Source,
  content: string,
  place: { raw: string; line: number; column: number },
): HeaderLine {
  const { rank, closing, kind, name, rest, comment } = readHeader(content)
  const at = { line: place.line, column: place.column }
  if (closing !== rank) {
    const message = `Section ${quote(content)} opens with ${rank} brackets and closes with ${closing}`
    faults.error('UNBALANCED_BRACKETS', `${message}; write as many as it opens with`, at)
  } else if (rest !== '') {
    const message = `Expected nothing or a comment after the section, got ${quote(rest)}`
    faults.error('TEXT_AFTER_SECTION', message, at)
  }
  return { type: 'header', ...place, rank, kind, name, comment }
}

function countLines(raw: string, lineEnd: string): number {
  let count = 0
  for (let index = raw.indexOf(lineEnd); index !== -1; index = raw.indexOf(lineEnd, index + 1)) count++
  return count
}
