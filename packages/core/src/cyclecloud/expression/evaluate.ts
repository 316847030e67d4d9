import { calculate, negate } from './arithmetic.ts'
import { Budget, DEFAULT_LIMITS, type EvaluationLimits } from './budget.ts'
import { compare, isIdentical, isSame } from './compare.ts'
import { dottedName, type BinaryExpression, type Expression, type MemberExpression } from './expression.ts'
import type { IndexExpression } from './expression.ts'
import { callFunction } from './functions/call.ts'
import { memberOf } from './functions/list.ts'
import { combine, not, truthOf } from './truth.ts'
import { booleanValue, errorValue, listValue, recordValue, UNDEFINED, type Value } from './value.ts'

/** Where names get their values. A name that the scope does not know is UNDEFINED. */
export interface Scope {
  /**
   * The value of a name as written in the expression; names compare without case, which is for the scope to do. Names
   * may be dotted (`Azure.Sku`): the parts before the last are tried as records first. Circular references are for
   * the scope to find.
   */
  lookup(name: string): Value | undefined
}

/** The scope in which every name is unknown. */
export const EMPTY_SCOPE: Scope = { lookup: () => undefined }

/**
 * Evaluates an expression. Total: a mistake in the expression is an ERROR value that says what is wrong, and so is
 * work beyond the limits. Source: HTCondor manual, "ClassAd Evaluation Semantics"; CycleCloud docs, "Special parsing".
 */
export function evaluate(
  expression: Expression,
  scope: Scope,
  limits: Partial<EvaluationLimits> = {},
): Value {
  const budget = new Budget({ ...DEFAULT_LIMITS, ...limits })
  const value = new Evaluation(scope, budget).value(expression)
  return budget.stopped ?? value
}

/** One evaluation: where its names come from, and what it may still spend. */
class Evaluation {
  readonly #scope: Scope
  readonly #budget: Budget

  constructor(scope: Scope, budget: Budget) {
    this.#scope = scope
    this.#budget = budget
  }

  value(expression: Expression): Value {
    const stopped = this.#budget.spend(1)
    if (stopped !== undefined) return stopped
    switch (expression.kind) {
      case 'literal':
        return expression.value
      case 'name':
        return this.#scope.lookup(expression.name) ?? UNDEFINED
      case 'member':
        return this.#member(expression)
      case 'index':
        return this.#index(expression)
      case 'unary': {
        const operand = this.value(expression.operand)
        return expression.operator === '!' ? not(operand) : negate(expression.operator, operand)
      }
      case 'binary':
        return this.#binary(expression)
      case 'conditional':
        return this.#conditional(expression.condition, expression.whenTrue, expression.otherwise)
      case 'call':
        return this.#budget.admit(
          callFunction(expression.name, expression.arguments, {
            evaluate: (argument) => this.value(argument),
            budget: this.#budget,
          }),
        )
      case 'list':
        return this.#budget.admit(listValue(expression.items.map((item) => this.value(item))))
      default:
        // Names inside a record mean what they mean outside it: shipped templates write [Name=Name].
        return this.#budget.admit(
          recordValue(
            expression.entries.map((entry) => ({ name: entry.name, value: this.value(entry.expression) })),
          ),
        )
    }
  }

  /** `a.b`: the entry of a record, else the value that the scope has for the dotted name. */
  #member(expression: MemberExpression): Value {
    const target = this.value(expression.target)
    if (target.type === 'error') return target
    if (target.type === 'record') return target.entries.get(expression.name.toLowerCase())?.value ?? UNDEFINED
    if (target.type === 'undefined') {
      const name = dottedName(expression)
      return (name === undefined ? undefined : this.#scope.lookup(name)) ?? UNDEFINED
    }
    return errorValue(`Cannot read "${expression.name}" of ${target.type}: expected a record`)
  }

  /** `a[i]`: an item of a list, counted from 0, where an index outside it is an ERROR; or the entry of a record. */
  #index(expression: IndexExpression): Value {
    const [target, index] = [this.value(expression.target), this.value(expression.index)]
    if (target.type === 'error') return target
    if (index.type === 'error') return index
    if (target.type === 'undefined' || index.type === 'undefined') return UNDEFINED
    if (target.type === 'list' && index.type === 'integer') {
      const item = index.value < 0n ? undefined : target.items[Number(index.value)]
      return item ?? errorValue(`The list has ${target.items.length} items, but ${index.value} was asked for`)
    }
    if (target.type === 'record' && index.type === 'string') {
      return target.entries.get(index.value.toLowerCase())?.value ?? UNDEFINED
    }
    return errorValue(`Cannot index ${target.type} by ${index.type}`)
  }

  #conditional(condition: Expression, whenTrue: Expression | undefined, otherwise: Expression): Value {
    const first = this.value(condition)
    if (whenTrue === undefined) return first.type === 'undefined' ? this.value(otherwise) : first
    const truth = truthOf(first)
    if (truth.type !== 'boolean') return truth
    return this.value(truth.value ? whenTrue : otherwise)
  }

  #binary(expression: BinaryExpression): Value {
    const { operator } = expression
    const left = this.value(expression.left)
    if (operator === '&&' || operator === '||') {
      return combine(operator, left, () => this.value(expression.right))
    }
    const right = this.value(expression.right)
    const stopped = this.#budget.spendOn(left, right)
    if (stopped !== undefined) return stopped
    switch (operator) {
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return compare(operator, left, right)
      case '=?=':
      case 'is':
        return booleanValue(isIdentical(left, right))
      case '=!=':
      case 'isnt':
        return booleanValue(!isIdentical(left, right))
      case '===':
        return booleanValue(isSame(left, right))
      case '!==':
        return booleanValue(!isSame(left, right))
      case 'in':
        return memberOf(left, right, this.#budget)
      default:
        return calculate(operator, left, right)
    }
  }
}
