import type { Answer } from '@ingot/contract'
import type { Session } from '../session.ts'
import { createPaint } from './paint.ts'
import { plain } from './plain.ts'

/** More than this nobody reads; the trace and JSON have all of it. */
const mostHints = 10

/**
 * Says on standard error what to do about answers that are no, and with `-o name` also what they were. JSON, YAML and
 * the trace say it themselves.
 */
export async function noteRefusals(session: Session, answers: readonly Answer[]): Promise<void> {
  if (session.output === 'json' || session.output === 'yaml') return
  const paint = await createPaint(session.io.stderr, session.io.env)
  const lines = new Set<string>()
  for (const { refusal } of answers) {
    if (refusal === undefined || lines.size >= mostHints) continue
    if (session.output === 'name') {
      lines.add(`${paint.bad('unresolved')}[${plain(refusal.code)}]: ${plain(refusal.message)}`)
    }
    lines.add(`${paint.strong('help')}: ${plain(refusal.remedy)}`)
  }
  if (lines.size > 0) await session.note([...lines].join('\n'))
}
