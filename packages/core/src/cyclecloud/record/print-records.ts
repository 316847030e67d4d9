import { EMPTY_SCOPE, evaluate } from '../expression/evaluate.ts'
import { parseExpression } from '../expression/parse.ts'
import { printAttributeName } from '../expression/print.ts'
import type { Value } from '../expression/value.ts'
import type { PrintableRecord, RecordAttribute } from './source-record.ts'

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** Records in text form: one `Name = value` a line, a blank line between records. */
export function printRecords(records: readonly PrintableRecord[]): string {
  return records.map(printRecord).join('\n')
}

function printRecord(record: PrintableRecord): string {
  return record.attributes.map(({ name, text }) => `${printAttributeName(name)} = ${text}\n`).join('')
}

/**
 * Records as a JSON array of objects. Numbers keep their digits. What JSON has no form for loses its type: times and
 * expressions become strings, UNDEFINED becomes null.
 */
export function printJsonRecords(records: readonly PrintableRecord[]): string {
  if (records.length === 0) return '[]\n'
  return `[\n${records.map(printJsonRecord).join(',\n')}\n]\n`
}

function printJsonRecord({ attributes }: PrintableRecord): string {
  const lines = attributes.map(
    (attribute) => `    ${JSON.stringify(attribute.name)}: ${printJsonValue(attribute)}`,
  )
  return lines.length === 0 ? '  {}' : `  {\n${lines.join(',\n')}\n  }`
}

function printJsonValue({ text }: RecordAttribute): string {
  if (JSON_NUMBER.test(text)) return text
  const { expression } = parseExpression(text)
  if (expression === undefined) return JSON.stringify(text)
  const value = evaluate(expression, EMPTY_SCOPE)
  const isLiteral =
    expression.kind === 'literal' || expression.kind === 'list' || expression.kind === 'record'
  return isLiteral ? jsonOf(value) : JSON.stringify(text)
}

function jsonOf(value: Value): string {
  switch (value.type) {
    case 'undefined':
    case 'error':
      return 'null'
    case 'boolean':
    case 'integer':
      return value.value.toString()
    case 'real':
      return Number.isInteger(value.value) && Math.abs(value.value) < 1e21
        ? `${value.value}.0`
        : String(value.value)
    case 'string':
      return JSON.stringify(value.value)
    case 'abstime':
    case 'reltime':
      return JSON.stringify(value.text)
    case 'list':
      return `[${value.items.map(jsonOf).join(', ')}]`
    default:
      return `{${[...value.entries.values()].map((entry) => `${JSON.stringify(entry.name)}: ${jsonOf(entry.value)}`).join(', ')}}`
  }
}
