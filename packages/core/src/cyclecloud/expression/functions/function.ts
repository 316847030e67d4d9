import type { Budget } from '../budget.ts'
import type { Expression } from '../expression.ts'
import type { Value } from '../value.ts'

/** What all functions have: how they are called and what they do. */
interface FunctionSignature {
  /** As the documentation spells it; calls compare without case. */
  readonly name: string
  /** Names of the parameters as they are shown, `[` `]` around what may be left out. */
  readonly parameters: string
  readonly minimum: number
  /** Infinity where any number of arguments may follow. */
  readonly maximum: number
  /** What it answers, in a sentence. */
  readonly summary: string
}

/** A function of values. All its arguments are evaluated before it is called. */
export interface EagerFunction extends FunctionSignature {
  readonly kind: 'eager'
  /**
   * What an UNDEFINED or ERROR argument does. `strict`: the call is that ERROR, else UNDEFINED. `defined`: the call
   * is an ERROR in both cases. `any`: the function is called and sees them.
   */
  readonly arguments: 'strict' | 'defined' | 'any'
  call(values: readonly Value[], budget: Budget): Value
}

/** A function that decides which of its arguments are evaluated. */
interface LazyFunction extends FunctionSignature {
  readonly kind: 'lazy'
  call(expressions: readonly Expression[], evaluate: (expression: Expression) => Value): Value
}

export type ExpressionFunction = EagerFunction | LazyFunction

/** An eager function with a fixed number of arguments that passes UNDEFINED and ERROR on. */
export function strict(
  name: string,
  parameters: readonly string[],
  summary: string,
  call: (values: readonly Value[], budget: Budget) => Value,
): EagerFunction {
  const count = parameters.length
  return {
    kind: 'eager',
    name,
    parameters: parameters.join(', '),
    minimum: count,
    maximum: count,
    summary,
    arguments: 'strict',
    call,
  }
}
