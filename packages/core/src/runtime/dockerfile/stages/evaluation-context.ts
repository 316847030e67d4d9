import type { FindBase } from './base-facts.ts'
import type { Expander } from '../expansion/variable.ts'

/** What evaluating the stages takes beside them. */
export interface EvaluationContext {
  readonly expander: Expander
  /** The build arguments. */
  readonly given: Readonly<Record<string, string>>
  /** `os/architecture[/variant]` that is built for. */
  readonly platform: string
  readonly findBase: FindBase
}
