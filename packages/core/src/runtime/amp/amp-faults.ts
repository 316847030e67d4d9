import type { Fault } from '@ingot/contract'
import { createLineIndex } from '../../json/line-index.ts'

/** What can be wrong with an AMP project file, as far as its runtimes go. The codes are stable. */
type AmpFaultCode =
  | 'ALTERNATIVE_TYPE'
  | 'ANCHOR_UNKNOWN'
  | 'DUPLICATE_KEY'
  | 'ENGINE_IMAGES'
  | 'FIELD_EMPTY'
  | 'FIELD_MISSING'
  | 'FIELD_TOO_LONG'
  | 'FIELD_TYPE'
  | 'KEY_UNKNOWN'
  | 'MERGE_KEY'
  | 'NOT_AN_AMP'
  | 'NOT_YAML'
  | 'RUNTIMES_MISSING'
  | 'RUNTIMES_TYPE'
  | 'SEVERAL_DOCUMENTS'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'TOO_MANY_ITEMS'
  | 'TOO_MANY_TOKENS'
  | 'TOO_MANY_FAULTS'
  | 'VERSION_UNQUOTED'

/** No more faults are listed. */
const LISTED_FAULTS = 500

/** Collects what is wrong with one project file, bounded in number. Offsets are in UTF-16 units. */
export interface AmpFaults {
  /** `path` is a pointer as for JSON: `/runtimes/0/version`. */
  note(severity: Fault['severity'], code: AmpFaultCode, message: string, offset: number, path?: string): void
  error(code: AmpFaultCode, message: string, offset: number, path?: string): void
  /** How many errors there are so far. */
  errors(): number
  /** All faults in the order of the text, with line and column. */
  place(text: string): Fault[]
}

/** An empty collection of the faults of one file. */
export function collectAmpFaults(file: string): AmpFaults {
  const noted: { fault: Fault; offset: number }[] = []
  let surplus = 0
  let errors = 0
  const note: AmpFaults['note'] = (severity, code, message, offset, path) => {
    const fault: Fault = { severity, code, message, file, ...(path === undefined ? {} : { path }) }
    if (severity === 'error') errors++
    if (noted.length < LISTED_FAULTS) noted.push({ fault, offset })
    else surplus++
  }
  return {
    note,
    error: (code, message, offset, path) => note('error', code, message, offset, path),
    errors: () => errors,
    place(text) {
      const lines = createLineIndex(text)
      const placed = noted
        .toSorted((a, b) => a.offset - b.offset)
        .map(({ fault, offset }) => ({ ...fault, ...lines.placeOf(offset) }))
      return surplus === 0 ? placed : [...placed, surplusFault(file, surplus)]
    },
  }
}

function surplusFault(file: string, surplus: number): Fault {
  const code: AmpFaultCode = 'TOO_MANY_FAULTS'
  const message = `${surplus} more faults are not listed; correct those above first`
  return { severity: 'error', code, message, file }
}
