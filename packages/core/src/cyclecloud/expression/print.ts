import { PRECEDENCE, type Expression, type RecordExpressionEntry } from './expression.ts'
import { writeEscapes } from './escapes.ts'
import { isReservedWord } from './parse.ts'
import type { Value } from './value.ts'

const PLAIN_NAME = /^[A-Za-z_]\w*$/
const UNARY = 7
const POSTFIX = 8

/**
 * The value as source text that evaluates to it again. The message of an ERROR is not part of it, and a list or
 * record must not be nested deeper than evaluation allows.
 */
export function printValue(value: Value): string {
  switch (value.type) {
    case 'undefined':
    case 'error':
      return value.type
    case 'boolean':
    case 'integer':
      return value.value.toString()
    case 'real':
      return printReal(value.value)
    case 'string':
      return printString(value.value)
    case 'abstime':
    case 'reltime':
      return `\`${value.text}\``
    case 'list':
      return `{${value.items.map(printValue).join(', ')}}`
    default:
      return `[${[...value.entries.values()]
        .map((entry) => `${printAttributeName(entry.name)} = ${printValue(entry.value)}`)
        .join('; ')}]`
  }
}

/** The text between double quotes, with everything escaped that needs it. */
export function printString(text: string): string {
  return `"${writeEscapes(text, '"')}"`
}

/** The expression as source text that parses to it again, with as few parentheses as that needs. */
export function printExpression(expression: Expression): string {
  return print(expression).text
}

interface Printed {
  readonly text: string
  /** How tightly the outermost operator binds; 0 is the conditional. */
  readonly precedence: number
}

function print(expression: Expression): Printed {
  switch (expression.kind) {
    case 'literal': {
      // A number binds like a sign: `1.a` would be read as a malformed number, and `-1[0]` as `-(1[0])`.
      const isNumber = expression.value.type === 'integer' || expression.value.type === 'real'
      return { text: printValue(expression.value), precedence: isNumber ? UNARY : POSTFIX + 1 }
    }
    case 'name':
      return { text: printName(expression.name), precedence: POSTFIX + 1 }
    case 'member':
      return {
        text: `${atLeast(POSTFIX, expression.target)}.${printMember(expression.name)}`,
        precedence: POSTFIX,
      }
    case 'index': {
      const text = `${atLeast(POSTFIX, expression.target)}[${printExpression(expression.index)}]`
      return { text, precedence: POSTFIX }
    }
    case 'unary':
      return printUnary(expression.operator, expression.operand)
    case 'binary': {
      const precedence = PRECEDENCE[expression.operator]
      const [left, right] = [atLeast(precedence, expression.left), atLeast(precedence + 1, expression.right)]
      return { text: `${left} ${expression.operator} ${right}`, precedence }
    }
    case 'conditional': {
      const middle = expression.whenTrue === undefined ? '?:' : `? ${printExpression(expression.whenTrue)} :`
      const text = `${atLeast(1, expression.condition)} ${middle} ${printExpression(expression.otherwise)}`
      return { text, precedence: 0 }
    }
    case 'call':
      return { text: `${expression.name}(${printAll(expression.arguments)})`, precedence: POSTFIX + 1 }
    case 'list':
      return { text: `{${printAll(expression.items)}}`, precedence: POSTFIX + 1 }
    default:
      return { text: `[${expression.entries.map(printEntry).join('; ')}]`, precedence: POSTFIX + 1 }
  }
}

function printUnary(operator: string, operand: Expression): Printed {
  const text = atLeast(UNARY, operand)
  return { text: `${operator}${text}`, precedence: UNARY }
}

function atLeast(precedence: number, expression: Expression): string {
  const printed = print(expression)
  return printed.precedence < precedence ? `(${printed.text})` : printed.text
}

function printAll(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ')
}

function printEntry(entry: RecordExpressionEntry): string {
  return `${printAttributeName(entry.name)} = ${printExpression(entry.expression)}`
}

/** The name of an attribute in a record; dots are part of it. */
export function printAttributeName(name: string): string {
  return name.split('.').every((part) => PLAIN_NAME.test(part)) ? name : `'${writeEscapes(name, "'")}'`
}

function printName(name: string): string {
  return PLAIN_NAME.test(name) && !isReservedWord(name) ? name : `'${writeEscapes(name, "'")}'`
}

function printMember(name: string): string {
  return PLAIN_NAME.test(name) ? name : `'${writeEscapes(name, "'")}'`
}

function printReal(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}
