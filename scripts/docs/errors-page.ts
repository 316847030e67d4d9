import { errors } from '@ingot/contract'
import { exitStatusOf } from '../../packages/cli/src/exit-status.ts'
import { cell, code, markdownTable, page } from './markdown.ts'

/** docs/reference/errors.md: every code of the table of errors. */
export function errorsPage(): string {
  const rows = Object.entries(errors).map(([name, { status, title, remedy }]) => [
    code(name),
    String(status),
    String(exitStatusOf({ code: name, status })),
    cell(title),
    cell(remedy),
  ])
  const intro = [
    'Every refusal carries one of these codes. Over HTTP it is a problem document (RFC 9457) with the status below and a',
    'list of all faults; the command line prints the same on standard error and ends with the exit status below.',
  ]
  return page('Errors', 'the table of errors', [
    intro,
    markdownTable(['code', 'HTTP', 'exit', 'what is wrong', 'what to do'], rows),
  ])
}
