import type { Fault } from '@ingot/contract'
import type { Session } from '../session.ts'
import { faultLines } from './fault.ts'
import { createPaint } from './paint.ts'
import { counted } from './words.ts'

/** Whether any of them is an error; warnings and notes are none. */
export function hasErrors(diagnostics: readonly Fault[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/** Puts diagnostics beside an answer, on standard error. JSON and YAML carry them in the answer itself. */
export async function noteDiagnostics(session: Session, diagnostics: readonly Fault[]): Promise<void> {
  if (session.output === 'json' || session.output === 'yaml' || diagnostics.length === 0) return
  const paint = await createPaint(session.io.stderr, session.io.env)
  await session.note(faultLines(diagnostics, session.sources, paint).join('\n'))
}

/** Diagnostics as the answer itself, with their count at the end. */
export function diagnosticReport(session: Session, diagnostics: readonly Fault[]): string {
  const lines = faultLines(diagnostics, session.sources, session.paint)
  return [...lines, summaryOf(diagnostics)].map((line) => `${line}\n`).join('')
}

function summaryOf(diagnostics: readonly Fault[]): string {
  if (diagnostics.length === 0) return 'No faults'
  const count = (severity: Fault['severity']): number =>
    diagnostics.filter((fault) => fault.severity === severity).length
  return `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('info'), 'note')}`
}
