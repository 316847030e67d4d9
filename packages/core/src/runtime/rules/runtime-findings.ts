import type { Finding } from '@ingot/contract'
import { askRules, bySeverity } from './ask-rules.ts'
import { examine } from './examined.ts'
import { metadataFindings } from './metadata-findings.ts'
import { baseRules, catalogRules } from './rule-table.ts'
import type { RuntimeSubject } from './runtime-subject.ts'

/**
 * Everything that can be said of an image as a runtime from its manifest, its configuration and the proof of its
 * base: errors first, and always in the same order.
 */
export function runtimeFindings(subject: RuntimeSubject): Finding[] {
  const examined = examine(subject)
  return bySeverity([
    ...metadataFindings(subject),
    ...askRules(baseRules, examined),
    ...askRules(catalogRules, examined),
  ])
}
