import type { Fault } from '@ingot/contract'
import { locateJson } from './json-walk.ts'
import { createLineIndex } from './line-index.ts'

type Severity = Fault['severity']

/** What is said of a fault; where it must quote a number as it was written, a function of that. */
type FaultMessage = string | ((written: string) => string)

interface Noted {
  readonly severity: Severity
  readonly code: string
  readonly message: FaultMessage
  readonly path: string | undefined
  readonly offset: number | undefined
}

/** No more faults of one severity are listed. */
export const LISTED_FAULTS = 1_000

/** Collects what is wrong with one JSON text, bounded in number, with codes of one table. */
export interface JsonFaults<Code extends string> {
  /** `path` is a JSON pointer; `offset` (UTF-16 units) says where that is, if it is known already. */
  note(severity: Severity, code: Code, message: FaultMessage, path?: string, offset?: number): void
  error(code: Code, message: FaultMessage, path: string): void
  hasErrors(): boolean
  /** How many errors there are so far, listed or not. */
  errors(): number
  /** Whether there are more errors than are listed, so that looking for others is in vain. */
  isFull(): boolean
  /** All faults in the order of the text, with line and column; last, that there are more than are listed. */
  place(text: string): Fault[]
}

/** An empty collection of faults. With the name of a file each fault carries it. */
export function collectJsonFaults<Code extends string>(file?: string): JsonFaults<Code> {
  const listed: Noted[] = []
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  const note: JsonFaults<Code>['note'] = (severity, code, message, path, offset) => {
    if (++counts[severity] <= LISTED_FAULTS) listed.push({ severity, code, message, path, offset })
  }
  const named = file === undefined ? {} : { file }
  return {
    note,
    error: (code, message, path) => note('error', code, message, path),
    hasErrors: () => counts.error > 0,
    errors: () => counts.error,
    isFull: () => counts.error > LISTED_FAULTS,
    place: (text) => {
      const surplus = (['error', 'warning'] as const).flatMap((severity) => more(severity, counts))
      return [...placed(listed, text), ...surplus].map((fault) => ({ ...fault, ...named }))
    },
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
      message: typeof message === 'string' ? message : message(numberAt(text, offset)),
      ...(offset === undefined ? {} : lines.placeOf(offset)),
      ...(path === undefined ? {} : { path }),
    }))
}

/** The number that begins at an offset, as it is written: `2024.10`, of which its value has lost a digit. */
function numberAt(text: string, offset: number | undefined): string {
  const from = offset ?? text.length
  return /^[-+.\dEe]*/.exec(text.slice(from, from + 64))?.[0] ?? ''
}

function more(severity: Severity, counts: Readonly<Record<Severity, number>>): Fault[] {
  if (counts[severity] <= LISTED_FAULTS) return []
  const message = `There are more ${severity}s than are listed: correct those above first`
  return [{ severity, code: 'TOO_MANY_FAULTS', message }]
}
