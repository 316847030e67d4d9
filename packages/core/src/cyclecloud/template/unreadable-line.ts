import { type FaultList, quote } from './fault-list.ts'
import type { FaultyLine } from './line.ts'

/** Reports a line that the grammar has no place for, as closely as it can be told what was meant. */
export function reportUnreadable(
  line: FaultyLine,
  content: string,
  column: number,
  faults: FaultList,
): FaultyLine {
  const place = { line: line.line, column }
  // A character that cannot be is reported by itself; what else is wrong with such a line is of no use.
  if (/[\0\uFFFD]/.test(content)) return line
  if (content.startsWith('<')) {
    const message = `Expected a section or "key = value", got the placeholder ${quote(content)}; replace or remove it`
    faults.error('PLACEHOLDER', message, place)
  } else if (/^[\w.-]+$/.test(content)) {
    const message = `Expected "key = value", got ${quote(content)} alone; give it a value or remove the line`
    faults.error('KEY_WITHOUT_VALUE', message, place)
  } else {
    const message = `Expected a section, "key = value" or a comment, got ${quote(content)}`
    faults.error('UNREADABLE_LINE', message, place)
  }
  return line
}
