import { measure } from './measure.ts'
import { errorValue, type ErrorValue, type Value } from './value.ts'

/** How much one evaluation may cost. */
export interface EvaluationLimits {
  /** Nodes visited, plus what large strings, lists and regular expressions cost beyond that. */
  readonly steps: number
  /** Characters and items that any one value may hold, those inside it counted. */
  readonly weight: number
  /** Levels of lists and records inside each other. */
  readonly depth: number
}

export const DEFAULT_LIMITS: EvaluationLimits = { steps: 1_000_000, weight: 1_048_576, depth: 100 }

/** One step pays for comparing or copying this many characters. */
export const CHARACTERS_PER_STEP = 64

/** What an evaluation may still spend. Once it is stopped, every further step answers the same ERROR. */
export class Budget {
  readonly limits: EvaluationLimits
  #steps: number

  constructor(limits: EvaluationLimits) {
    this.limits = limits
    this.#steps = limits.steps
  }

  /** The ERROR of an evaluation that has run out of steps, if it has. */
  get stopped(): ErrorValue | undefined {
    if (this.#steps >= 0) return undefined
    return errorValue(`The evaluation was stopped after ${this.limits.steps} steps`)
  }

  /** Takes steps from the budget; an ERROR when it does not have them. */
  spend(steps: number): ErrorValue | undefined {
    this.#steps -= steps
    return this.stopped
  }

  /** Takes what it costs to look at all of these values once. */
  spendOn(...values: readonly Value[]): ErrorValue | undefined {
    let weight = 0
    for (const value of values) weight += measure(value).weight
    return this.spend(Math.floor(weight / CHARACTERS_PER_STEP))
  }

  /** The value, or an ERROR when it is larger or deeper than a value may be. */
  admit(value: Value): Value {
    const { weight, depth } = measure(value)
    if (weight > this.limits.weight) return this.tooLarge()
    if (depth <= this.limits.depth) return value
    return errorValue(`The value is nested too deeply: at most ${this.limits.depth} levels are kept`)
  }

  tooLarge(): ErrorValue {
    return errorValue(`The value is too large: at most ${this.limits.weight} characters and items are kept`)
  }
}
