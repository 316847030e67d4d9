import type { FaultList } from './fault-list.ts'
import type { Line } from './line.ts'

const statement = /^\{[%#][-+]?/
const expression = /\{\{[-+]?\s*[A-Za-z_][^{}"]*\}\}/

/**
 * The first line that only Jinja understands: a statement or a comment of its own, or an expression in bare text.
 * Quoted text and blocks are left alone, they may hold braces for other programs.
 */
export function findJinja(lines: readonly Line[]): Line | undefined {
  return lines.find((line) => {
    if (line.type === 'faulty') return statement.test(line.raw.trimStart()) || expression.test(line.raw)
    if (line.type === 'header') return expression.test(line.name)
    if (line.type !== 'attribute') return false
    return statement.test(line.key) || (line.form === 'text' && expression.test(line.value))
  })
}

export function reportJinja(line: Line, faults: FaultList): void {
  const column = line.raw.length - line.raw.trimStart().length + 1
  const message =
    'This is a Jinja template ({% … %} or {{ … }}), not a cluster template: render it first, then check the result'
  faults.error('JINJA_TEMPLATE', message, { line: line.line, column })
}
