import { blockQuote, findBlockEnd } from './block-value.ts'
import { quote } from './fault-list.ts'
import { createScanner, findComment } from './inline-comment.ts'
import type { AttributeLine, Operator, ValueForm } from './line.ts'
import { type Source, type Span, spanAt } from './source.ts'
import { isProse } from './text-attribute.ts'

/** Reads `key = value` or `key := value`; undefined when the line has no key or no operator. */
export function readAttribute(source: Source, span: Span, line: number): AttributeLine | undefined {
  const equals = span.text.indexOf('=')
  if (equals === -1) return undefined
  const head = readHead(span.text, equals, line)
  if (head.key === '' || head.key.startsWith('<') || head.key.startsWith('{%')) return undefined
  const block = blockQuote(span.text, head.valueColumn - 1)
  return block === undefined ? readInline(source, span, head, equals) : readBlock(source, span, head, block)
}

/** All of an attribute but its value. */
interface Head {
  readonly line: number
  readonly column: number
  readonly key: string
  readonly operator: Operator
  readonly valueColumn: number
}

function readHead(text: string, equals: number, line: number): Head {
  const operator: Operator = text[equals - 1] === ':' ? ':=' : '='
  const left = text.slice(0, equals + 1 - operator.length)
  const right = text.slice(equals + 1)
  return {
    line,
    column: left.length - left.trimStart().length + 1,
    key: left.trim(),
    operator,
    valueColumn: equals + 2 + right.length - right.trimStart().length,
  }
}

function readInline({ text, faults }: Source, span: Span, head: Head, equals: number): AttributeLine {
  // The blank before a `#` that begins the value tells a comment from `#text`, so it is looked at too.
  const written = span.text.slice(equals + 1).trimEnd()
  const start = isProse(head.key.toLowerCase()) ? -1 : findComment(written)
  const value = (start === -1 ? written : written.slice(0, start)).trim()
  const form = formOf(value, head.operator)
  if (form === 'quoted' && !isClosed(value)) {
    const message = `The value of ${quote(head.key)} opens with a double quote and is not closed; write " at its end`
    faults.error('UNTERMINATED_STRING', message, { line: head.line, column: head.valueColumn })
  }
  const comment = start === -1 ? undefined : written.slice(start)
  return attributeLine(head, text.slice(span.start, span.next), form, value, comment)
}

function readBlock(source: Source, span: Span, head: Head, block: string): AttributeLine {
  const { text, faults } = source
  const place = { line: head.line, column: head.valueColumn }
  const start = span.start + head.valueColumn - 1
  const { end, closed } = findBlockEnd(text, start, block)
  const value = text.slice(start, end)
  if (!closed) {
    const message = `The value of ${quote(head.key)} opens with ${block} and is not closed; write ${block} at its end`
    faults.error('UNTERMINATED_BLOCK', message, place)
    return attributeLine(head, text.slice(span.start, end), 'block', value, undefined)
  }
  const tail = spanAt(source, end)
  const rest = tail.text.trim()
  const comment = rest.startsWith('#') ? rest : undefined
  if (rest !== '' && comment === undefined) {
    const message = `Expected nothing or a comment after the closing ${block}, got ${quote(rest)}`
    faults.error('TEXT_AFTER_VALUE', message, place)
  }
  return attributeLine(head, text.slice(span.start, tail.next), 'block', value, comment)
}

/** Written out field by field: this is made for every line of a file, and spreading is slow. */
function attributeLine(
  { line, column, key, operator, valueColumn }: Head,
  raw: string,
  form: ValueForm,
  value: string,
  comment: string | undefined,
): AttributeLine {
  const name = key.toLowerCase()
  return { type: 'attribute', raw, line, column, key, name, operator, form, value, valueColumn, comment }
}

function formOf(value: string, operator: Operator): ValueForm {
  if (value === '') return 'empty'
  if (operator === ':=' || value.startsWith('=')) return 'expression'
  return value.startsWith('"') && isOneString(value) ? 'quoted' : 'text'
}

/** Whether one string spans the value; `"a", "b"` is a list, and `"a` is one string that was not closed. */
function isOneString(value: string): boolean {
  const end = createScanner(value).skipString(0)
  return end === value.length || end === 1
}

function isClosed(value: string): boolean {
  return value.length > 1 && createScanner(value).skipString(0) === value.length
}
