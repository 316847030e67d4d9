import type { Fault } from '@ingot/contract'
import type { FaultCode } from './fault-code.ts'

/** Faults beyond this number are counted, not listed, so that a damaged file cannot exhaust memory. */
const maximumFaults = 1000

export interface Place {
  readonly line: number
  readonly column: number
}

/** Collects the faults of one file, with codes of one table. */
export interface FaultList<Code extends string = FaultCode> {
  error(code: Code, message: string, place?: Place): void
  warning(code: Code, message: string, place?: Place): void
  info(code: Code, message: string, place?: Place): void
  /** All faults in the order of their places; the last one tells how many more there were. */
  list(): Fault[]
}

export function createFaultList<Code extends string = FaultCode>(file: string): FaultList<Code> {
  const faults: Fault[] = []
  let surplus = 0
  const add = (severity: Fault['severity']) => (code: Code, message: string, place?: Place) => {
    if (faults.length >= maximumFaults) surplus++
    else faults.push({ severity, code, message, file, ...place })
  }
  const error = add('error')
  return {
    error,
    warning: add('warning'),
    info: add('info'),
    list: () => [...faults.toSorted(byPlace), ...surplusFault(file, surplus)],
  }
}

/** Orders faults by line, then by column; those without a place come first. */
function byPlace(a: Fault, b: Fault): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

function surplusFault(file: string, surplus: number): Fault[] {
  if (surplus === 0) return []
  const message = `${surplus} more faults are not listed; correct those above first`
  return [{ severity: 'error', code: 'TOO_MANY_FAULTS', message, file }]
}

/** A value in double quotes for a message, shortened when it is long. */
export function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 80 ? `"${line.slice(0, 77)}..."` : `"${line}"`
}
