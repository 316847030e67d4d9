import type { RuleDescription } from '../rule-description.ts'
import { ruleSources } from '../rule-sources.ts'

/** The one rule that looks at all platforms of an image together. */
export const platformsDiffer: RuleDescription = {
  code: 'platformsDiffer:<field>',
  severity: 'error',
  summary: 'The platforms of an image do not agree on what makes a runtime unique',
  source: ruleSources.values,
}
