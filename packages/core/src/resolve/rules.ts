import type { Rule } from './rule.ts'
import { architectureRule } from './rules/architecture-rule.ts'
import { artifactRule } from './rules/artifact-rule.ts'
import { latestRule } from './rules/latest-rule.ts'
import { lifecycleRule } from './rules/lifecycle-rule.ts'
import { osRule } from './rules/os-rule.ts'
import { versionRule } from './rules/version-rule.ts'

/** What every candidate is asked before its artifacts are looked at, in this order, up to the first drop. */
export const eligibilityRules: readonly Rule[] = [
  versionRule,
  latestRule,
  lifecycleRule,
  osRule,
  architectureRule,
]

/** All rules, in the order in which a candidate is asked. */
export const rules: readonly Rule[] = [...eligibilityRules, artifactRule]
