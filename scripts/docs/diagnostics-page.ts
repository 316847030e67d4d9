import { faultCodes } from '@ingot/core'
import { cell, code, markdownTable, page } from './markdown.ts'

/** docs/reference/diagnostics.md: every code that a template can be answered with. */
export function diagnosticsPage(): string {
  const intro = [
    'What `ingot template check` and every other command on templates can say of a file. Each comes with file, line and',
    'column; a file with several faults gets them all.',
  ]
  const faults = Object.entries(faultCodes).map(([name, meaning]) => [code(name), cell(meaning)])
  return page('Diagnostics', 'the tables of faults', [
    intro,
    ['## Faults of the language'],
    markdownTable(['code', 'meaning'], faults),
  ])
}
