import type { Instruction } from '../source/instruction.ts'
import type { Variable } from '../expansion/variable.ts'

/** What one FROM begins, before its instructions are carried out. */
export interface Stage {
  readonly index: number
  /** In lower case, as builders keep it. */
  readonly name: string | undefined
  /** The image or the earlier stage that FROM names, variables replaced. */
  readonly image: string
  /** The earlier stage that it begins from. */
  readonly parent: Stage | undefined
  /** `os/architecture[/variant]`, where FROM says it. */
  readonly platform: string | undefined
  readonly from: Instruction
  readonly instructions: readonly Instruction[]
}

/** The stages of a file, and the ARGs before the first FROM. */
export interface StageTree {
  readonly stages: readonly Stage[]
  /** FROM sees them; a stage only once it declares them again. */
  readonly globals: ReadonlyMap<string, Variable>
  /** Where each ARG before the first FROM stands, also one without a value. */
  readonly globalOffsets: ReadonlyMap<string, number>
}

/** The stages that a stage is made of, from the one on a real image to itself. */
export function chainOf(stage: Stage): Stage[] {
  const chain: Stage[] = []
  for (let at: Stage | undefined = stage; at !== undefined; at = at.parent) chain.push(at)
  return chain.toReversed()
}
