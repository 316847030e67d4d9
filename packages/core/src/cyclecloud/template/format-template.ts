import type { Fault } from '@ingot/contract'
import type { AttributeLine, HeaderLine, Line } from './line.ts'
import { parseTemplate } from './parse-template.ts'

export interface FormattedTemplate {
  readonly text: string
  readonly changed: boolean
  /** Faults of the syntax. With an error among them the text is left as it is. */
  readonly faults: readonly Fault[]
}

/**
 * Lays a template out evenly: four blanks for each rank, one around operators, none at the ends of lines, at most one
 * blank line in a row, one kind of line end. Values, blocks and comments stay as they are, and so does the meaning.
 */
export function formatTemplate(text: string, file = 'template'): FormattedTemplate {
  const { lines, faults } = parseTemplate(file, text)
  if (faults.some(({ severity }) => severity === 'error')) return { text, changed: false, faults }
  const lineEnd = /\r*\n|\r/.exec(text)?.[0] ?? '\n'
  const formatted = formatLines(lines)
    .map((line) => line + lineEnd)
    .join('')
  return { text: formatted, changed: formatted !== text, faults }
}

function formatLines(lines: readonly Line[]): string[] {
  const indents = indentsOf(lines)
  const formatted: string[] = []
  for (const [index, line] of lines.entries()) {
    const text = formatLine(line, indents[index] ?? 0)
    if (text === '' && (formatted.at(-1) ?? '') === '') continue
    formatted.push(text)
  }
  if (formatted.at(-1) === '') formatted.pop()
  return formatted
}

/** A section and what is in it stand at its rank; a comment stands where the next line stands that is none. */
function indentsOf(lines: readonly Line[]): number[] {
  const indents: number[] = []
  let indent = 0
  for (const line of lines) {
    if (line.type === 'header') indent = (line.rank - 1) * 4
    indents.push(indent)
  }
  let below = indents.at(-1) ?? 0
  for (let index = lines.length - 1; index >= 0; index--) {
    const { type } = lines[index]!
    if (type === 'comment' || type === 'blank') indents[index] = below
    else below = indents[index] ?? 0
  }
  return indents
}

function formatLine(line: Line, indent: number): string {
  const blanks = ' '.repeat(indent)
  if (line.type === 'blank') return ''
  if (line.type === 'comment') return blanks + line.text
  if (line.type === 'header') return blanks + formatHeader(line)
  return line.type === 'attribute' ? blanks + formatAttribute(line) : line.raw.trimEnd()
}

function formatHeader({ rank, kind, name, comment }: HeaderLine): string {
  const inner = name === '' ? kind : `${kind} ${name}`
  const header = '['.repeat(rank) + inner + ']'.repeat(rank)
  return comment === undefined ? header : `${header} ${comment}`
}

function formatAttribute({ key, operator, value, comment }: AttributeLine): string {
  // A blank before a `#` would make it a comment.
  const before = value.startsWith('#') ? '' : ' '
  const attribute = value === '' ? `${key} ${operator}` : `${key} ${operator}${before}${value}`
  return comment === undefined ? attribute : `${attribute} ${comment}`
}
