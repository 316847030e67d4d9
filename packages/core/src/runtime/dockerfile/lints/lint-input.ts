import type { Dockerfile } from '../source/dockerfile.ts'
import type { FaultLog } from '../fault-log.ts'
import type { ShellCommand } from '../shell/shell-commands.ts'
import type { StageResult, Step } from '../stages/stage-result.ts'
import type { StageTree } from '../stages/stage.ts'
import type { Expander } from '../expansion/variable.ts'

/** A step with the commands that it calls. */
export interface CommandStep {
  readonly step: Step
  readonly commands: readonly ShellCommand[]
}

/** What a lint looks at, once every stage is evaluated. */
export interface LintInput {
  readonly dockerfile: Dockerfile
  readonly tree: StageTree
  readonly results: readonly StageResult[]
  /** The stage that is built. */
  readonly target: StageResult
  /** Everything that is carried out for it, those of the stages that it begins from first. */
  readonly steps: readonly Step[]
  /** The commands that each of the steps calls; none where it is no RUN. */
  readonly calls: readonly CommandStep[]
  readonly expander: Expander
  /** The build arguments. */
  readonly given: Readonly<Record<string, string>>
  /** Whether it is known which bases are allowed. */
  readonly knowsBases: boolean
  readonly log: FaultLog
}

/** Looks for one thing, and adds what it finds to the log. */
export type Lint = (input: LintInput) => void
