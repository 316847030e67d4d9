import type { Fault } from '@ingot/contract'
import { locateJson } from '../../json/json-walk.ts'
import { createLineIndex } from '../../json/line-index.ts'
import type { CloudbreakFaultCode } from './fault-code.ts'

type Severity = Fault['severity']

interface Noted {
  readonly severity: Severity
  readonly code: CloudbreakFaultCode
  readonly message: string
  readonly path: string | undefined
  readonly offset: number | undefined
}

/** No more faults of one severity are listed. */
export const LISTED_FAULTS = 1_000

/** Collects what is wrong with one catalog, bounded in number. */
export interface CatalogFaults {
  /** `path` is a JSON pointer; `offset` (UTF-16 units) says where that is, if it is known already. */
  note(severity: Severity, code: CloudbreakFaultCode, message: string, path?: string, offset?: number): void
  error(code: CloudbreakFaultCode, message: string, path: string): void
  hasErrors(): boolean
  /** Whether there are more errors than are listed, so that looking for others is in vain. */
  isFull(): boolean
  /** All faults in the order of the text, with line and column; last, that there are more than are listed. */
  place(text: string): Fault[]
}

/** An empty collection of faults. */
export function collectCatalogFaults(): CatalogFaults {
  const listed: Noted[] = []
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  const note: CatalogFaults['note'] = (severity, code, message, path, offset) => {
    if (++counts[severity] <= LISTED_FAULTS) listed.push({ severity, code, message, path, offset })
  }
  return {
    note,
    error: (code, message, path) => note('error', code, message, path),
    hasErrors: () => counts.error > 0,
    isFull: () => counts.error > LISTED_FAULTS,
    place: (text) => [...placed(listed, text), ...more('error', counts), ...more('warning', counts)],
  }
}

/** Finds the places of faults that know only their pointers. Without faults the text is not looked at. */
function placed(listed: readonly Noted[], text: string): Fault[] {
  if (listed.length === 0) return []
  const isUnplaced = (noted: Noted): boolean => noted.offset === undefined && noted.path !== undefined
  const pointers = listed.filter(isUnplaced).map((noted) => noted.path!)
  const offsets = pointers.length === 0 ? undefined : locateJson(text, pointers)
  const lines = createLineIndex(text)
  return listed
    .map((noted) => ({ ...noted, offset: noted.offset ?? offsets?.get(noted.path ?? '') }))
    .toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0))
    .map(({ severity, code, message, path, offset }) => ({
      severity,
      code,
      message,
      ...(offset === undefined ? {} : lines.placeOf(offset)),
      ...(path === undefined ? {} : { path }),
    }))
}

function more(severity: Severity, counts: Readonly<Record<Severity, number>>): Fault[] {
  if (counts[severity] <= LISTED_FAULTS) return []
  const message = `There are more ${severity}s than are listed: correct those above first`
  const code: CloudbreakFaultCode = 'TOO_MANY_FAULTS'
  return [{ severity, code, message }]
}
