import type { Severity } from '@ingot/contract'
import type { Colour, Paint } from './paint.ts'
import { counted } from './words.ts'

/** What is wrong or worth knowing, by a fault or by a finding. */
export interface Judged {
  readonly severity: Severity
}

/** How many there are of each severity: `2 errors, 1 warning, 0 notes`. */
export function severityCounts(judged: readonly Judged[]): string {
  const count = (wanted: Severity): number => judged.filter(({ severity }) => severity === wanted).length
  return `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('info'), 'note')}`
}

/** The severity in its colour. */
export function paintSeverity({ severity }: Judged, paint: Paint): string {
  const colours: Record<Severity, Colour> = { error: paint.bad, warning: paint.doubtful, info: paint.quiet }
  return colours[severity](severity)
}
