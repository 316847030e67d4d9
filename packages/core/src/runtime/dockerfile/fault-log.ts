import type { Fault } from '@ingot/contract'
import { createLineIndex } from '../../json/line-index.ts'
import { dockerfileRuleTable, type DockerfileRuleCode } from './dockerfile-rules.ts'
import { dockerfileLimits } from './limits.ts'

/** Collects what is wrong with one Dockerfile, bounded in number; the severity is that of the table. */
export interface FaultLog {
  /** `offset` counts UTF-16 units into the text; without one the fault is about the whole file. */
  add(code: DockerfileRuleCode, message: string, offset?: number): void
  /** All faults in the order of the file, those about the whole of it first. */
  list(): Fault[]
}

interface Noted {
  readonly code: DockerfileRuleCode
  readonly message: string
  readonly offset: number | undefined
}

/** An empty log of a file. What is said twice of one place is kept once. */
export function createFaultLog(file: string, text: string): FaultLog {
  const noted = new Map<string, Noted>()
  let surplus = 0
  return {
    add(code, message, offset) {
      const key = `${offset ?? ''} ${code} ${message}`
      if (noted.has(key)) return
      if (noted.size < dockerfileLimits.faults) noted.set(key, { code, message, offset })
      else surplus++
    },
    list() {
      const lines = createLineIndex(text)
      const ordered = [...noted.values()].toSorted((a, b) => (a.offset ?? -1) - (b.offset ?? -1))
      const faults = ordered.map(({ code, message, offset }): Fault => {
        const place = offset === undefined ? {} : lines.placeOf(offset)
        return { severity: dockerfileRuleTable[code].severity, code, message, file, ...place }
      })
      return surplus === 0 ? faults : [...faults, surplusFault(file, surplus)]
    },
  }
}

function surplusFault(file: string, surplus: number): Fault {
  const message = `${surplus} more faults are not listed; correct those above first`
  return { severity: dockerfileRuleTable.tooManyFaults.severity, code: 'tooManyFaults', message, file }
}
