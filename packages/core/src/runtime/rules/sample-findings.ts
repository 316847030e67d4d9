import type { Finding } from '@ingot/contract'
import { runtimeFindings } from './runtime-findings.ts'
import type { RuntimeSubject } from './runtime-subject.ts'
import { sampleSubject, type Differences } from './sample-subject.ts'

/** The findings of a subject that a rule makes, whatever field they are about. */
export function findingsOf(
  code: string,
  differences: Differences,
  given?: Partial<RuntimeSubject>,
): Finding[] {
  return runtimeFindings(sampleSubject(differences, given)).filter((one) => one.code.split(':')[0] === code)
}

/** The same as `code: message`. */
export function spokenOf(code: string, differences: Differences, given?: Partial<RuntimeSubject>): string[] {
  return findingsOf(code, differences, given).map((one) => `${one.code}: ${one.message}`)
}
