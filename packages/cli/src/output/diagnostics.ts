import type { Fault } from '@ingot/contract'
import type { Session } from '../session.ts'
import { faultLines } from './fault.ts'
import { createPaint } from './paint.ts'
import { type Judged, severityCounts } from './severity.ts'

/** Whether any of them is an error; warnings and notes are none. */
export function hasErrors(diagnostics: readonly Judged[]): boolean {
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
  return [...lines, diagnosticCounts(diagnostics)].map((line) => `${line}\n`).join('')
}

/** How many there are, in a line of its own. */
export function diagnosticCounts(diagnostics: readonly Judged[]): string {
  return diagnostics.length === 0 ? 'No faults' : severityCounts(diagnostics)
}
