import type { SelectionCandidate } from '../candidate.ts'
import type { SelectionRule, Wanted } from '../rule.ts'

/** Keeps images of the operating system that is asked for, compared without case. */
export const osRule: SelectionRule = osRuleBy(({ entry }) => [entry.os])

/** The same, but the family of repositories may be named too, as Cloudbreak has it where no image is named. */
export const osFamilyRule: SelectionRule = osRuleBy(({ entry }) => [entry.os, entry.osType])

function osRuleBy(namesOf: (candidate: SelectionCandidate) => (string | undefined)[]): SelectionRule {
  const isWanted = (candidate: SelectionCandidate, { os }: Wanted) =>
    os === undefined || namesOf(candidate).some((name) => name?.toLowerCase() === os.toLowerCase())
  return {
    name: 'os',
    drop(candidate, wanted) {
      return isWanted(candidate, wanted) ? undefined : 'OS_MISMATCH'
    },
    explain({ entry }, { os }, code) {
      const own = entry.os ?? 'not said'
      const message =
        code !== undefined
          ? `Its operating system is ${own}, not ${os}`
          : os === undefined
            ? 'Any operating system will do'
            : `Its operating system is ${own}`
      return { message, evidence: { os: own, wanted: os ?? 'any' } }
    },
    change({ entry }) {
      return entry.os === undefined ? 'Ask for no operating system' : `Ask for ${entry.os}`
    },
  }
}
