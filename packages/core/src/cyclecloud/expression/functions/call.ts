import type { Budget } from '../budget.ts'
import type { Expression } from '../expression.ts'
import { errorValue, UNDEFINED, type Value } from '../value.ts'
import type { EagerFunction, ExpressionFunction } from './function.ts'
import { findFunction, nearestFunction, needsTheOutside } from './table.ts'

/** What a call needs of the evaluation that it is part of. */
export interface CallContext {
  readonly evaluate: (expression: Expression) => Value
  readonly budget: Budget
}

/** Calls a function by name, in any case. An unknown name or a wrong number of arguments is an ERROR. */
export function callFunction(name: string, expressions: readonly Expression[], context: CallContext): Value {
  const found = findFunction(name)
  if (found === undefined) return unknownFunction(name)
  const count = expressions.length
  if (count < found.minimum || count > found.maximum) {
    return errorValue(
      `${found.name}(${found.parameters}) takes ${argumentCount(found)}, but ${count} ${count === 1 ? 'was' : 'were'} given`,
    )
  }
  if (found.kind === 'lazy') return found.call(expressions, context.evaluate)
  return callEagerly(found, expressions.map(context.evaluate), context.budget)
}

function callEagerly(found: EagerFunction, values: readonly Value[], budget: Budget): Value {
  const stopped = budget.spendOn(...values)
  if (stopped !== undefined) return stopped
  if (found.arguments !== 'any') {
    const error = values.find((value) => value.type === 'error')
    if (error !== undefined) return error
    if (values.some((value) => value.type === 'undefined')) {
      if (found.arguments === 'strict') return UNDEFINED
      return errorValue(`${found.name}(${found.parameters}) does not take an undefined argument`)
    }
  }
  return found.call(values, budget)
}

function unknownFunction(name: string): Value {
  if (needsTheOutside(name)) {
    return errorValue(
      `The function "${name}" is not available: an answer must not depend on the clock or on chance`,
    )
  }
  const nearest = nearestFunction(name)
  const advice = nearest === undefined ? '' : `, did you mean "${nearest.name}"`
  return errorValue(`There is no function "${name.slice(0, 60)}"${advice}`)
}

function argumentCount({ minimum, maximum }: ExpressionFunction): string {
  if (maximum === Infinity) return `${minimum} or more arguments`
  if (minimum === maximum) return `${minimum} argument${minimum === 1 ? '' : 's'}`
  return `${minimum} to ${maximum} arguments`
}
