import type { FaultList } from './fault-list.ts'

/**
 * Reports characters that no template has: NUL, and the replacement character that stands for bytes which are not
 * UTF-8. Each line is reported once.
 */
export function checkCharacters(text: string, faults: FaultList): void {
  const lineEnd = text.includes('\n') ? '\n' : '\r'
  let line = 1
  let lineStart = 0
  for (const { index, 0: character } of text.matchAll(/[\0\uFFFD]/g)) {
    if (index < lineStart) continue
    for (let end = text.indexOf(lineEnd, lineStart); end !== -1 && end < index;) {
      line++
      lineStart = end + 1
      end = text.indexOf(lineEnd, lineStart)
    }
    const place = { line, column: index - lineStart + 1 }
    if (character === '\0')
      faults.error('INVALID_CHARACTER', 'A NUL character stands here; a template is text', place)
    else faults.error('NOT_UTF8', 'The bytes here are not UTF-8; save the file as UTF-8', place)
    const end = text.indexOf(lineEnd, index)
    if (end === -1) return
    line++
    lineStart = end + 1
  }
}
