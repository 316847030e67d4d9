import type { Finding } from '@ingot/contract'
import { askRules, bySeverity } from './ask-rules.ts'
import { examine } from './examined.ts'
import { existenceRules, metadataRules } from './rule-table.ts'
import type { RuntimeSubject } from './runtime-subject.ts'

/** What is to be said of the labels and the environment of an image; of one that is no runtime only that. */
export function metadataFindings(subject: RuntimeSubject): Finding[] {
  const examined = examine(subject)
  const missing = askRules(existenceRules, examined)
  return missing.length > 0 ? missing : bySeverity(askRules(metadataRules, examined))
}
