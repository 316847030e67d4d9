import type { BaseFacts } from './base-facts.ts'
import type { Expansion } from '../expansion/expansion-reader.ts'
import type { Instruction } from '../source/instruction.ts'
import type { Pair } from '../source/read-pairs.ts'
import type { Stage } from './stage.ts'
import type { Variable } from '../expansion/variable.ts'

/** One name that an ENV, a LABEL or an ARG of a stage gives a value. */
export interface Setting extends Variable {
  readonly kind: 'ENV' | 'LABEL' | 'ARG'
  readonly key: string
  readonly instruction: Instruction
  readonly written: Pair
  /** Not of an ARG that has neither a default nor a given value. */
  readonly hasValue: boolean
  /** What expanding the value looked at; nothing where the value was given, or could not be expanded. */
  readonly expansion: Expansion | undefined
}

/** An instruction as a stage carries it out. */
export interface Step {
  readonly instruction: Instruction
  readonly stage: Stage
  readonly settings: readonly Setting[]
  /** The user that it runs as, where an instruction before it says so. */
  readonly user: string | undefined
  /** The folder that it runs in, where that is known without the base. */
  readonly folder: string | undefined
  /** Of COPY and ADD: where files go, as a full path, where that is known. */
  readonly destination: string | undefined
}

/** What a stage is once its instructions are carried out. */
export interface StageResult {
  readonly stage: Stage
  /** The image that its chain begins from. */
  readonly base: BaseFacts
  /** Its own, without those of the stages that it begins from. */
  readonly steps: readonly Step[]
  readonly env: ReadonlyMap<string, Variable>
  readonly labels: ReadonlyMap<string, Variable>
  /** Declared in the stage or one that it begins from, and with a value. */
  readonly arguments: ReadonlyMap<string, Variable>
  readonly user: string | undefined
  readonly folder: string | undefined
  /** What ONBUILD leaves to be done in the next stage. */
  readonly triggers: readonly Instruction[]
}
