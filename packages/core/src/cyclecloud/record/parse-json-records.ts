import { JsonSyntaxError } from '../../json/json-events.ts'
import { readJson, type JsonMember, type JsonNode } from '../../json/json-reader.ts'
import { createLineIndex, type LineIndex } from '../../json/line-index.ts'
import { EMPTY_SCOPE, evaluate } from '../expression/evaluate.ts'
import { parseExpression } from '../expression/parse.ts'
import { printAttributeName, printString } from '../expression/print.ts'
import { UNDEFINED } from '../expression/value.ts'
import { findTextFault } from './check-text.ts'
import type { ParsedRecords } from './parse-records.ts'
import { RecordFaults } from './record-faults.ts'
import type { SourceAttribute, SourceRecord } from './source-record.ts'

/**
 * Reads records in JSON: one object, or an array of objects. Never throws. Numbers keep their text (`1.10` stays
 * that), null is UNDEFINED, objects are records. A syntax error ends the reading; all other faults are reported.
 */
export function parseJsonRecords(file: string, text: string): ParsedRecords {
  const faults = new RecordFaults([file])
  const fault = findTextFault(text)
  if (fault !== undefined) {
    faults.error(fault.code, fault.message, { file, line: fault.line, column: fault.column })
    return { records: [], faults: faults.list() }
  }
  const lines = createLineIndex(text)
  try {
    const root = readJson(text)
    const reader = new JsonRecordReader(file, lines, faults)
    const records = (root.kind === 'array' ? root.items : [root]).flatMap((node) => reader.record(node) ?? [])
    return { records, faults: faults.list() }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    faults.error('INVALID_JSON', error.message, { file, ...lines.placeOf(error.offset) })
    return { records: [], faults: faults.list() }
  }
}

class JsonRecordReader {
  readonly #file: string
  readonly #lines: LineIndex
  readonly #faults: RecordFaults

  constructor(file: string, lines: LineIndex, faults: RecordFaults) {
    this.#file = file
    this.#lines = lines
    this.#faults = faults
  }

  record(node: JsonNode): SourceRecord | undefined {
    if (node.kind !== 'object') {
      this.#fault(
        'RECORD_INVALID',
        `Expected a record as a JSON object, but found ${describe(node)}`,
        node.offset,
      )
      return undefined
    }
    this.#reportDuplicates(node.members)
    const names = new Set<string>()
    const attributes: SourceAttribute[] = []
    for (const member of node.members) {
      const key = member.name.toLowerCase()
      if (!names.has(key)) attributes.push(...this.#attribute(member))
      names.add(key)
    }
    return { file: this.#file, line: this.#lines.placeOf(node.offset).line, attributes }
  }

  #attribute({ name, value: node, offset }: JsonMember): SourceAttribute[] {
    if (name === '') {
      this.#fault('RECORD_INVALID', 'An attribute needs a name, but this one is empty', offset)
      return []
    }
    const text = expressionText(node)
    const { expression, faults } = parseExpression(text)
    for (const fault of faults) this.#fault(fault.code, `${name}: ${fault.message}`, node.offset)
    const place = this.#lines.placeOf(node.offset)
    if (expression === undefined) return [{ name, text, value: UNDEFINED, isUnreadable: true, ...place }]
    return [{ name, text, value: evaluate(expression, EMPTY_SCOPE), ...place }]
  }

  /** Nested records too; the depth of what was read is limited. */
  #reportDuplicates(members: readonly JsonMember[]): void {
    const names = new Set<string>()
    for (const { name, value, offset } of members) {
      if (names.has(name.toLowerCase())) {
        this.#fault('ATTRIBUTE_DUPLICATE', `The attribute "${name}" is given twice in one record`, offset)
      }
      names.add(name.toLowerCase())
      for (const inner of value.kind === 'array' ? value.items : [value]) {
        if (inner.kind === 'object') this.#reportDuplicates(inner.members)
      }
    }
  }

  #fault(code: string, message: string, offset: number): void {
    this.#faults.error(code, message, { file: this.#file, ...this.#lines.placeOf(offset) })
  }
}

/** The JSON value as an expression. */
function expressionText(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'undefined'
    case 'boolean':
      return String(node.value)
    case 'number':
      return node.text
    case 'string':
      return printString(node.value)
    case 'array':
      return `{${node.items.map(expressionText).join(', ')}}`
    default:
      return `[${node.members
        .map((member) => `${printAttributeName(member.name)} = ${expressionText(member.value)}`)
        .join('; ')}]`
  }
}

function describe(node: JsonNode): string {
  return node.kind === 'string' ? `the string "${node.value.slice(0, 60)}"` : `a JSON ${node.kind}`
}
