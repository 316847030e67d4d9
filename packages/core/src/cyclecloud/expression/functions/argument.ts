import { printValue } from '../print.ts'
import { errorValue, type ErrorValue, type Value } from '../value.ts'

/** The ERROR of an argument that has the wrong type. */
export function wrongType(call: string, expected: string, found: Value): ErrorValue {
  return errorValue(`${call} expects ${expected}, but found ${found.type}`)
}

/** The value as the text that `string()` makes of it: strings as they are, times without their back-ticks. */
export function textOf(value: Value): string {
  if (value.type === 'string') return value.value
  if (value.type === 'abstime' || value.type === 'reltime') return value.text
  return printValue(value)
}

/** The parts of a text between any of the separator characters, empty ones left out. */
export function partsBetween(text: string, separators: string): string[] {
  const marks = new Set(separators)
  const parts: string[] = []
  let start = 0
  for (let end = 0; end <= text.length; end++) {
    if (end < text.length && !marks.has(text[end]!)) continue
    if (end > start) parts.push(text.slice(start, end))
    start = end + 1
  }
  return parts
}
