import type { Value } from './value.ts'

/**
 * An expression as parsed. `offset` is where its most telling token starts (an operator for unary and binary nodes,
 * else the first token), in UTF-16 units into the text.
 */
export type Expression =
  | LiteralExpression
  | NameExpression
  | MemberExpression
  | IndexExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | CallExpression
  | ListExpression
  | RecordExpression

export interface LiteralExpression {
  readonly kind: 'literal'
  readonly value: Value
  readonly offset: number
}

/** A reference to an attribute or parameter; `$name` is the same as `name`. */
export interface NameExpression {
  readonly kind: 'name'
  readonly name: string
  readonly offset: number
}

/** `target.name` */
export interface MemberExpression {
  readonly kind: 'member'
  readonly target: Expression
  readonly name: string
  readonly offset: number
}

/** `target[index]` */
export interface IndexExpression {
  readonly kind: 'index'
  readonly target: Expression
  readonly index: Expression
  readonly offset: number
}

export interface UnaryExpression {
  readonly kind: 'unary'
  readonly operator: UnaryOperator
  readonly operand: Expression
  readonly offset: number
}

export interface BinaryExpression {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
  readonly offset: number
}

/** `condition ? whenTrue : otherwise`; without `whenTrue` it is `condition ?: otherwise`. */
export interface ConditionalExpression {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly whenTrue?: Expression
  readonly otherwise: Expression
  readonly offset: number
}

export interface CallExpression {
  readonly kind: 'call'
  /** As written; function names compare without case. */
  readonly name: string
  readonly arguments: readonly Expression[]
  readonly offset: number
}

export interface ListExpression {
  readonly kind: 'list'
  readonly items: readonly Expression[]
  readonly offset: number
}

export interface RecordExpression {
  readonly kind: 'record'
  readonly entries: readonly RecordExpressionEntry[]
  readonly offset: number
}

export interface RecordExpressionEntry {
  readonly name: string
  readonly expression: Expression
  readonly offset: number
}

export type UnaryOperator = '!' | '-' | '+'
export type BinaryOperator = keyof typeof PRECEDENCE

/**
 * How tightly each binary operator binds; a higher number binds tighter. Source: HTCondor manual, "ClassAd Syntax",
 * with the operators that CycleCloud adds (`in`, `===`, `!==`) beside the equalities.
 */
export const PRECEDENCE = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '=?=': 3,
  '=!=': 3,
  '===': 3,
  '!==': 3,
  is: 3,
  isnt: 3,
  in: 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
} as const

/** The expressions directly inside this one, in the order of the text. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return []
    case 'member':
      return [expression.target]
    case 'index':
      return [expression.target, expression.index]
    case 'unary':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'conditional':
      return expression.whenTrue === undefined
        ? [expression.condition, expression.otherwise]
        : [expression.condition, expression.whenTrue, expression.otherwise]
    case 'call':
      return expression.arguments
    case 'list':
      return expression.items
    default:
      return expression.entries.map((entry) => entry.expression)
  }
}

/** This expression and all inside it, outermost first; no recursion, so that any depth is safe. */
export function* walkExpression(expression: Expression): Generator<Expression> {
  const open = [expression]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next
    const children = childrenOf(next)
    for (let i = children.length - 1; i >= 0; i--) open.push(children[i]!)
  }
}

/** How many levels the expression has; a literal has one. Stops counting soon after `limit`. */
export function depthOf(expression: Expression, limit: number): number {
  let level: Expression[] = [expression]
  let depth = 0
  while (level.length > 0 && depth <= limit) {
    depth++
    const below: Expression[] = []
    for (const node of level) for (const child of childrenOf(node)) below.push(child)
    level = below
  }
  return depth
}

/** `a.b.c` of a chain of names, nothing for any other expression. */
export function dottedName(expression: Expression): string | undefined {
  const names: string[] = []
  let node = expression
  for (; node.kind === 'member'; node = node.target) names.push(node.name)
  if (node.kind !== 'name') return undefined
  return [node.name, ...names.toReversed()].join('.')
}
