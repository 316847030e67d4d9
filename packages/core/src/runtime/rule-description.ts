import type { Severity } from '@ingot/contract'

/** What a code of a finding stands for, in one line; a page of the reference is made of these. */
export interface RuleDescription {
  /** As findings carry it; one that goes by the field ends in `:<field>`, as in `labelMissing:<field>`. */
  readonly code: string
  readonly severity: Severity
  /** What is the case where it is reported, without a full stop. */
  readonly summary: string
  /** Where the rule stands: one of `ruleSources`. */
  readonly source: string
}
