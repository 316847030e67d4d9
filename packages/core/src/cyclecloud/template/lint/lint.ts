import type { EvaluatedNode, EvaluatedTemplate } from '../evaluated.ts'
import type { Place } from '../fault-list.ts'
import type { Section } from '../section-tree.ts'
import type { Template } from '../template.ts'

/** What lints know beyond the template. */
export interface LintContext {
  /** What is known of an image by its name or URN: the state of its lifecycle, and a sentence about it. */
  readonly lookupImage?: (
    nameOrUrn: string,
  ) => { readonly state: string; readonly message: string } | undefined
  /** What keeps a node from starting from its image, in sentences. */
  readonly bootFaults?: (
    node: EvaluatedNode,
  ) => readonly { readonly code: string; readonly message: string }[]
}

export interface LintInput {
  readonly template: Template
  readonly evaluated: EvaluatedTemplate
  /** Every section that stands where it may stand, outermost first. */
  readonly sections: readonly Section[]
  readonly context: LintContext
}

export interface Finding extends Place {
  readonly message: string
}

/** A doubtful spot that can be found: `description` says in one line what it is (docs are made from it). */
export interface Lint {
  readonly severity: 'warning' | 'info'
  readonly description: string
  readonly find: (input: LintInput) => Iterable<Finding>
}
