import type { Fault } from '@ingot/contract'
import { readEscapes } from '../expression/escapes.ts'
import { EMPTY_SCOPE, evaluate } from '../expression/evaluate.ts'
import { parseExpressionAt, type ParsedExpressionAt } from '../expression/parse.ts'
import { UNDEFINED } from '../expression/value.ts'
import { quote } from '../template/fault-list.ts'
import { findTextFault } from './check-text.ts'
import { RecordFaults } from './record-faults.ts'
import type { SourceAttribute, SourceRecord } from './source-record.ts'

/** What a file of records holds, and what is wrong with it. */
export interface ParsedRecords {
  readonly records: readonly SourceRecord[]
  readonly faults: readonly Fault[]
}

const SPACE_LINE = /[ \t\r\f\v\u00a0]*(?:\n|$)/y
const COMMENT_LINE = /[ \t]*#/y
const ATTRIBUTE =
  /[ \t]*(?:(?<name>[A-Za-z_][\w.]*)|'(?<quoted>(?:[^'\\\n]|\\[^\n]){1,1000})')[ \t]*=(?!=)[ \t]*/y

/**
 * Reads records in text form: one `Name = expression` a line, records separated by blank lines, lines that begin with
 * `#` left out. A list or record may span lines. Source: CycleCloud docs, "Custom images", and record files of
 * public deployments.
 *
 * Never throws and reports every fault; what is understood is returned beside them. Takes time and memory in
 * proportion to the text.
 */
export function parseRecords(file: string, text: string): ParsedRecords {
  const faults = new RecordFaults([file])
  const fault = findTextFault(text)
  if (fault === undefined)
    return { records: new RecordReader(file, text, faults).read(), faults: faults.list() }
  faults.error(fault.code, fault.message, { file, line: fault.line, column: fault.column })
  return { records: [], faults: faults.list() }
}

/** Goes through a text line by line. */
class RecordReader {
  readonly #file: string
  readonly #text: string
  readonly #faults: RecordFaults
  readonly #records: SourceRecord[] = []
  readonly #names = new Map<string, number>()
  #attributes: SourceAttribute[] = []
  #recordLine = 1
  #line = 1
  #position = 0

  constructor(file: string, text: string, faults: RecordFaults) {
    this.#file = file
    this.#text = text
    this.#faults = faults
  }

  read(): SourceRecord[] {
    if (this.#text.startsWith('\ufeff')) this.#position = 1
    while (this.#position < this.#text.length) this.#readLine()
    this.#endRecord()
    return this.#records
  }

  #readLine(): void {
    if (this.#at(SPACE_LINE) !== undefined) {
      this.#endRecord()
      this.#skipLine()
    } else if (this.#at(COMMENT_LINE) !== undefined) {
      this.#skipLine()
    } else {
      this.#readAttribute()
    }
  }

  #readAttribute(): void {
    const match = this.#at(ATTRIBUTE)
    if (match === undefined) return this.#unreadableLine()
    const start = this.#position + match[0].length
    const column = start - this.#position + 1
    const name = match.groups!['name'] ?? readEscapes(match.groups!['quoted']!)
    const parsed = parseExpressionAt(this.#text, start)
    if (this.#attributes.length === 0) this.#recordLine = this.#line
    if (this.#isNew(name, column)) {
      const text = this.#text.slice(start, parsed.end)
      this.#attributes.push({ name, text, ...valueOf(parsed), line: this.#line, column })
    }
    for (const { code, message, offset } of parsed.faults) {
      this.#faults.error(code, `${name}: ${message}`, { file: this.#file, ...this.#placeOf(offset) })
    }
    this.#moveBehind(parsed)
  }

  #unreadableLine(): void {
    const end = this.#text.indexOf('\n', this.#position)
    const line = this.#text.slice(
      this.#position,
      end === -1 ? undefined : Math.min(end, this.#position + 200),
    )
    const column = 1 + line.length - line.trimStart().length
    const message = `Expected an attribute such as Name = "value", but found ${quote(line.trim())}`
    this.#faults.error('RECORD_LINE_INVALID', message, { file: this.#file, line: this.#line, column })
    this.#skipLine()
  }

  #isNew(name: string, column: number): boolean {
    const key = name.toLowerCase()
    const first = this.#names.get(key)
    if (first === undefined) {
      this.#names.set(key, this.#line)
      return true
    }
    const message = `The attribute "${name}" is given twice in one record: first on line ${first}`
    this.#faults.error('ATTRIBUTE_DUPLICATE', message, { file: this.#file, line: this.#line, column })
    return false
  }

  #endRecord(): void {
    if (this.#attributes.length > 0) {
      this.#records.push({ file: this.#file, line: this.#recordLine, attributes: this.#attributes })
      this.#attributes = []
    }
    if (this.#names.size > 0) this.#names.clear()
  }

  #moveBehind({ next }: ParsedExpressionAt): void {
    const end = this.#behindLine(next)
    this.#line += countLines(this.#text, this.#position, end)
    this.#position = end
  }

  #skipLine(): void {
    this.#position = this.#behindLine(this.#position)
    this.#line++
  }

  #behindLine(offset: number): number {
    const end = this.#text.indexOf('\n', offset)
    return end === -1 ? this.#text.length : end + 1
  }

  #placeOf(offset: number): { line: number; column: number } {
    const line = this.#line + countLines(this.#text, this.#position, offset)
    const lineStart = line === this.#line ? this.#position : this.#text.lastIndexOf('\n', offset - 1) + 1
    return { line, column: offset - lineStart + 1 }
  }

  #at(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position
    return pattern.exec(this.#text) ?? undefined
  }
}

function valueOf({ expression }: ParsedExpressionAt): Pick<SourceAttribute, 'value' | 'isUnreadable'> {
  if (expression === undefined) return { value: UNDEFINED, isUnreadable: true }
  return { value: expression.kind === 'literal' ? expression.value : evaluate(expression, EMPTY_SCOPE) }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
