import { type FaultList, quote } from './fault-list.ts'

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
])

/**
 * Reads Java properties (java.util.Properties, load): `=`, `:` or blanks behind the key, `#` and `!` before comments,
 * a backslash at the end of a line that goes on, and the escapes. Later lines win. What is wrong is reported.
 */
export function readProperties(text: string, faults: FaultList): Map<string, string> {
  const properties = new Map<string, string>()
  for (const { content, line } of logicalLines(text)) {
    const { key, value } = splitProperty(content)
    const bad = /\\u(?![0-9a-fA-F]{4})/.exec(content)
    if (bad !== null) {
      const message = `Expected four hexadecimal digits after "\\u", got ${quote(content.slice(bad.index, bad.index + 6))}`
      faults.error('INVALID_PARAMETER_FILE', message, { line, column: bad.index + 1 })
    } else {
      properties.set(unescape(key), unescape(value))
    }
  }
  return properties
}

/** Lines with those that go on joined; comments and blank lines left out. `line` is that of the beginning. */
function logicalLines(text: string): { content: string; line: number }[] {
  const lines = text.split(/\r\n|\r|\n/)
  const logical: { content: string; line: number }[] = []
  for (let index = 0; index < lines.length; index++) {
    const first = index
    const parts = [trimLeft(lines[index] ?? '')]
    if (/^(?:[#!]|$)/.test(parts[0] ?? '')) continue
    while (goesOn(parts.at(-1) ?? '') && index < lines.length - 1) {
      parts.push(parts.pop()!.slice(0, -1))
      parts.push(trimLeft(lines[++index] ?? ''))
    }
    logical.push({ content: parts.join(''), line: first + 1 })
  }
  return logical
}

function trimLeft(text: string): string {
  return text.replace(/^[\uFEFF \t\f]+/, '')
}

/** Whether an odd number of backslashes ends the line. */
function goesOn(text: string): boolean {
  let count = 0
  while (text[text.length - 1 - count] === '\\') count++
  return count % 2 === 1
}

function splitProperty(text: string): { key: string; value: string } {
  let end = 0
  while (end < text.length && !'=: \t\f'.includes(text.charAt(end))) end += text[end] === '\\' ? 2 : 1
  const rest = text.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')
  return { key: text.slice(0, end), value: rest }
}

function unescape(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.?))/gs, (_, hex: string | undefined, character: string) =>
    hex === undefined ? (escapes.get(character) ?? character) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
