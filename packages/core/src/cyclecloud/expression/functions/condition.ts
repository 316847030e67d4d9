import { truthOf } from '../truth.ts'
import { errorValue, UNDEFINED } from '../value.ts'
import type { ExpressionFunction } from './function.ts'

/** Functions that choose. */
export const conditionFunctions: readonly ExpressionFunction[] = [
  {
    kind: 'lazy',
    name: 'ifThenElse',
    parameters: 'condition, whenTrue, otherwise',
    minimum: 3,
    maximum: 3,
    summary: 'The second or third argument, by the condition; undefined where the condition is undefined.',
    call([condition, whenTrue, otherwise], evaluate) {
      const truth = truthOf(evaluate(condition!))
      return truth.type === 'boolean' ? evaluate(truth.value ? whenTrue! : otherwise!) : truth
    },
  },
  {
    kind: 'lazy',
    name: 'ifUndefined',
    parameters: 'expression, default',
    minimum: 2,
    maximum: 2,
    summary: 'The first argument, or the second where the first is undefined.',
    call([expression, otherwise], evaluate) {
      const value = evaluate(expression!)
      return value.type === 'undefined' ? evaluate(otherwise!) : value
    },
  },
  {
    kind: 'eager',
    name: 'undefined',
    parameters: '',
    minimum: 0,
    maximum: 0,
    summary: 'Undefined: clears an inherited attribute.',
    arguments: 'any',
    call: () => UNDEFINED,
  },
  {
    kind: 'eager',
    name: 'error',
    parameters: '[message]',
    minimum: 0,
    maximum: 1,
    summary: 'An error, with the message where one is given.',
    arguments: 'any',
    call: ([message]) =>
      errorValue(message?.type === 'string' ? message.value.slice(0, 1_000) : 'The expression says ERROR'),
  },
]
