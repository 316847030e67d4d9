import type { LifecycleState } from '@ingot/contract'
import {
  describeStage,
  evidenceOfStage,
  replacementOf,
  stateOf,
} from '../../../resolve/rules/lifecycle-rule.ts'
import type { SelectionDropCode, SelectionRule } from '../rule.ts'

const drops: Record<LifecycleState, SelectionDropCode | undefined> = {
  preview: 'IMAGE_PREVIEW',
  active: undefined,
  deprecated: undefined,
  disabled: 'IMAGE_DISABLED',
  revoked: 'IMAGE_REVOKED',
}

/** Drops what was withdrawn, what is disabled or revoked, and a preview that was not named. */
export const lifecycleRule: SelectionRule = {
  name: 'lifecycle',
  drop(candidate, { at, isNamed }) {
    if (candidate.image.withdrawn !== undefined) return 'WITHDRAWN'
    const code = drops[stateOf(candidate, at)]
    return code === 'IMAGE_PREVIEW' && isNamed ? undefined : code
  },
  explain(candidate, { at }, code) {
    if (code === 'WITHDRAWN') {
      const withdrawn = candidate.image.withdrawn ?? ''
      return {
        message: `The source of the catalog has not listed it since ${withdrawn}`,
        evidence: { withdrawn },
      }
    }
    return { message: describeStage(candidate, at), evidence: evidenceOfStage(candidate, at) }
  },
  change(candidate, { at }, code) {
    if (code === 'WITHDRAWN') return 'Use an image that the source still lists, or derive one from this one'
    if (code === 'IMAGE_PREVIEW') return `Name it by its id ${candidate.image.id}, or activate it`
    const replacement = replacementOf(candidate, at)
    return replacement === undefined
      ? 'Give it another lifecycle stage'
      : `Use "${replacement}" instead, or give it another lifecycle stage`
  },
}
