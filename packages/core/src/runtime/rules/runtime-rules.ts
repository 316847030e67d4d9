import type { RuleDescription } from '../rule-description.ts'
import { platformsDiffer } from './platform-rule.ts'
import { baseRules, catalogRules, existenceRules, metadataRules } from './rule-table.ts'

/** Every code that `runtimeFindings` and `imageFindings` report, in the order in which they are asked. */
export const runtimeRules: readonly RuleDescription[] = [
  ...[existenceRules, metadataRules, baseRules, catalogRules].flatMap(describe),
  platformsDiffer,
]

function describe(rules: typeof metadataRules): RuleDescription[] {
  return Object.entries(rules).map(([code, { severity, summary, source, perField }]) => ({
    code: perField === true ? `${code}:<field>` : code,
    severity,
    summary,
    source,
  }))
}
