import type { FaultLog } from '../fault-log.ts'
import { expand } from './expand.ts'
import type { Expansion, ExpansionBudget, Lookup } from './expansion-reader.ts'
import { ExpansionFault } from './expansion-fault.ts'
import type { Instruction, Word } from '../source/instruction.ts'
import type { Escape } from '../source/words.ts'

/** The default of an ARG, as far as no argument is given for it. */
export interface ArgumentDefault {
  readonly name: string
  readonly text: string
  /** Where the ARG stands in the file. */
  readonly offset: number
}

/** The value of a variable or a label. */
export interface Variable {
  readonly text: string
  /** Whether something that only the base knows is in it, as `${NAME}`. */
  readonly isUncertain: boolean
  /** The defaults of arguments that went into it, a few of them. */
  readonly defaults: readonly ArgumentDefault[]
}

/** What expanding takes beside the text. */
export interface Expander {
  readonly escape: Escape
  readonly budget: ExpansionBudget
  readonly log: FaultLog
}

/** Replaces variables in a part of an instruction; where that fails, a fault tells it, and nothing comes of it. */
export function expandWord(
  expander: Expander,
  instruction: Instruction,
  word: Word,
  lookup: Lookup,
): Expansion | undefined {
  try {
    return expand(word.text, expander.escape, lookup, expander.budget)
  } catch (error) {
    if (!(error instanceof ExpansionFault)) throw error
    expander.log.add(error.code, error.message, instruction.line.offsetOf(word.at + error.at))
    return undefined
  }
}

/** As many defaults are remembered of one value. */
const rememberedDefaults = 8

/** The defaults of arguments that went into an expansion. */
export function defaultsIn(
  { uses }: Expansion,
  valueOf: (name: string) => Variable | undefined,
): ArgumentDefault[] {
  const found = new Set<ArgumentDefault>()
  for (const { name, state } of uses) {
    if (state !== 'set') continue
    for (const one of valueOf(name)?.defaults ?? []) if (found.size < rememberedDefaults) found.add(one)
  }
  return [...found]
}
