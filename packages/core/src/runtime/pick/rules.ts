import type { PickContext, PickDropCode, PickRule } from './rule.ts'
import type { PreparedRuntime } from './prepare-runtimes.ts'
import { allowedRule } from './rules/allowed-rule.ts'
import { maintenanceRule } from './rules/maintenance-rule.ts'
import { statusRule } from './rules/status-rule.ts'
import { tupleRule } from './rules/tuple-rule.ts'
import { versionRule } from './rules/version-rule.ts'

/** What a candidate is asked besides its editor, kernel and edition. */
export const tailRules: readonly PickRule[] = [versionRule, allowedRule, statusRule, maintenanceRule]

/** What every candidate is asked, in this order, up to the first drop. */
export const pickRules: readonly PickRule[] = [
  tupleRule('editor', 'EDITOR_MISMATCH'),
  tupleRule('kernel', 'KERNEL_MISMATCH'),
  tupleRule('edition', 'EDITION_MISMATCH'),
  ...tailRules,
]

/** A rule that drops a runtime, and why. */
interface PickDrop {
  readonly rule: PickRule
  readonly code: PickDropCode
}

/** Every drop of a runtime, by whichever rules, in their order. */
export function pickDrops(candidate: PreparedRuntime, context: PickContext): PickDrop[] {
  return pickRules.flatMap((rule) => {
    const code = rule.drop(candidate, context)
    return code === undefined ? [] : [{ rule, code }]
  })
}
