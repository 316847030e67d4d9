import { faultCodes, lints } from '@ingot/core'
import { cell, code, markdownTable, page } from './markdown.ts'

const intro = [
  'What `ingot template check` and every other command on templates can say of a file. Each comes with file, line and',
  'column; a file with several faults gets them all.',
]

/** docs/reference/diagnostics.md: every code that a template can be answered with. */
export function diagnosticsPage(): string {
  const faults = Object.entries(faultCodes).map(([name, meaning]) => [code(name), cell(meaning)])
  const doubts = Object.entries(lints).map(([name, lint]) => [
    code(name),
    lint.severity,
    cell(lint.description),
  ])
  return page('Diagnostics', 'the tables of faults and of lints', [
    intro,
    ['## Faults of the language'],
    ['What is not understood, or not evaluated.'],
    markdownTable(['code', 'meaning'], faults),
    ['## Doubtful spots'],
    ['What is understood, and is probably not what was meant.'],
    markdownTable(['code', 'severity', 'meaning'], doubts),
  ])
}
