import type { Trace } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'

type Candidate = Trace['candidates'][number]

/** What one rule said of one candidate, with what it looked at. */
export function checkText(check: Candidate['checks'][number], paint: Paint): string {
  const { rule, verdict, code, message, evidence } = check
  const mark = verdict === 'keep' ? paint.good('keep') : paint.bad('drop')
  const facts = Object.entries(evidence ?? {}).map(([name, value]) => plain(`${name}=${value}`))
  const shown = facts.length === 0 ? '' : ` ${paint.quiet(`(${facts.join(', ')})`)}`
  return `${mark} ${plain(rule)} [${plain(code)}] ${plain(message)}${shown}`
}

/** What became of a candidate, as one character. */
export function verdictMark(verdict: Candidate['verdict'], paint: Paint): string {
  if (verdict === 'chosen') return paint.good('✓')
  return verdict === 'drop' ? paint.bad('✗') : paint.quiet('·')
}
