import {
  depthOf,
  PRECEDENCE,
  type BinaryOperator,
  type Expression,
  type UnaryOperator,
} from './expression.ts'
import type { RecordExpressionEntry } from './expression.ts'
import type { ExpressionFault } from './fault.ts'
import { Lexer, type LexerOptions, type Token } from './lexer.ts'
import { errorValue, FALSE, integerValue, TRUE, UNDEFINED, type Value } from './value.ts'

export interface ParseOptions {
  /** How many levels of brackets and operators are followed; by default 200. */
  readonly maxDepth?: number
}

export interface ParsedExpression {
  /** Absent when there is a fault. */
  readonly expression?: Expression
  readonly faults: readonly ExpressionFault[]
}

/** An expression inside a longer text: `end` is the offset behind its last token, `next` where reading goes on. */
export interface ParsedExpressionAt extends ParsedExpression {
  readonly end: number
  readonly next: number
}

const DEFAULT_MAX_DEPTH = 200

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', TRUE],
  ['false', FALSE],
  ['undefined', UNDEFINED],
  ['error', errorValue('The expression says ERROR')],
])

/** Whether a bare name would be read as a constant or an operator, so that it has to be quoted to be a name. */
export function isReservedWord(name: string): boolean {
  const lower = name.toLowerCase()
  return CONSTANTS.has(lower) || lower === 'is' || lower === 'isnt' || lower === 'in'
}

/**
 * Parses one expression of the CycleCloud dialect of ClassAds. Never throws, takes linear time, and reports every
 * fault that does not merely follow from an earlier one.
 */
export function parseExpression(text: string, options: ParseOptions = {}): ParsedExpression {
  const { expression, faults } = parse(text, {}, options)
  return expression === undefined ? { faults } : { expression, faults }
}

/** Parses the expression that starts at `offset` and ends with its line, as in a record file. */
export function parseExpressionAt(
  text: string,
  offset: number,
  options: ParseOptions = {},
): ParsedExpressionAt {
  return parse(text, { offset, endsWithLine: true }, options)
}

function parse(text: string, lexerOptions: LexerOptions, options: ParseOptions): ParsedExpressionAt {
  const maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH
  const parser = new Parser(new Lexer(text, lexerOptions), maxDepth)
  const expression = parser.whole()
  const { faults, end, next } = parser
  if (faults.length === 0 && depthOf(expression, maxDepth) > maxDepth) {
    faults.push(tooDeep(maxDepth, expression.offset))
  }
  return faults.length === 0 ? { expression, faults, end, next } : { faults, end, next }
}

function tooDeep(maxDepth: number, offset: number): ExpressionFault {
  const message = `The expression is nested too deeply: at most ${maxDepth} levels are read`
  return { code: 'EXPRESSION_TOO_DEEP', message, offset }
}

/** Recursive descent with precedence climbing; recursion stops at `maxDepth`. */
class Parser {
  readonly #lexer: Lexer
  readonly #maxDepth: number
  readonly #syntaxFaults: ExpressionFault[] = []
  #token: Token
  #end: number
  #depth = 0
  #gaveUp = false

  constructor(lexer: Lexer, maxDepth: number) {
    this.#lexer = lexer
    this.#maxDepth = maxDepth
    this.#token = lexer.next()
    this.#end = this.#token.start
  }

  get faults(): ExpressionFault[] {
    return [...this.#lexer.faults, ...this.#syntaxFaults].toSorted((a, b) => a.offset - b.offset)
  }

  get end(): number {
    return this.#end
  }

  get next(): number {
    return this.#token.end
  }

  /** The expression and nothing behind it; the rest of the text is read in any case, for its faults. */
  whole(): Expression {
    const expression = this.#conditional()
    if (this.#token.kind !== 'end') this.#unexpected('the end of the expression')
    while (this.#token.kind !== 'end') this.#advance()
    return expression
  }

  #conditional(): Expression {
    if (!this.#enter()) return this.#hole()
    const condition = this.#binary(1)
    const { start: offset } = this.#token
    let expression = condition
    if (this.#accept('?')) {
      const whenTrue = this.#is(':') ? undefined : this.#conditional()
      this.#expect(':', '":" and the value for when the condition is not true')
      const otherwise = this.#conditional()
      expression =
        whenTrue === undefined
          ? { kind: 'conditional', condition, otherwise, offset }
          : { kind: 'conditional', condition, whenTrue, otherwise, offset }
    }
    this.#depth--
    return expression
  }

  #binary(minimum: number): Expression {
    let left = this.#unary()
    for (;;) {
      const operator = binaryOperator(this.#token)
      if (operator === undefined || PRECEDENCE[operator] < minimum) return left
      const { start: offset } = this.#advance()
      const right = this.#binary(PRECEDENCE[operator] + 1)
      left = { kind: 'binary', operator, left, right, offset }
    }
  }

  #unary(): Expression {
    const operator = this.#token.kind === 'operator' ? this.#token.text : ''
    if (operator !== '!' && operator !== '-' && operator !== '+') return this.#postfix()
    if (!this.#enter()) return this.#hole()
    const { start: offset } = this.#advance()
    const operand = this.#unary()
    this.#depth--
    return signed(operator, operand, offset)
  }

  #postfix(): Expression {
    let target = this.#primary()
    for (;;) {
      const { start: offset } = this.#token
      if (this.#accept('.')) {
        target = { kind: 'member', target, name: this.#name('the name of an attribute'), offset }
      } else if (this.#accept('[')) {
        const index = this.#conditional()
        this.#close(']')
        target = { kind: 'index', target, index, offset }
      } else {
        return target
      }
    }
  }

  #primary(): Expression {
    const { kind, text, value, start: offset } = this.#token
    if (kind === 'literal') {
      this.#advance()
      return { kind: 'literal', value: value!, offset }
    }
    if (kind === 'quoted-name') {
      this.#advance()
      return { kind: 'name', name: text, offset }
    }
    if (kind === 'name') return this.#nameOrCall()
    if (this.#accept('(')) {
      const inner = this.#conditional()
      this.#close(')')
      return inner
    }
    if (this.#accept('{')) return { kind: 'list', items: this.#items('}'), offset }
    if (this.#accept('[')) return { kind: 'record', entries: this.#entries(), offset }
    if (kind === 'bad') this.#advance()
    else this.#unexpected('a value')
    return this.#hole()
  }

  #nameOrCall(): Expression {
    const { text: name, start: offset } = this.#advance()
    if (this.#accept('(')) return { kind: 'call', name, arguments: this.#items(')'), offset }
    const constant = CONSTANTS.get(name.toLowerCase())
    return constant === undefined
      ? { kind: 'name', name, offset }
      : { kind: 'literal', value: constant, offset }
  }

  /** Expressions separated by commas up to `closing`; a comma may stand behind the last. */
  #items(closing: string): Expression[] {
    const items: Expression[] = []
    while (!this.#is(closing) && this.#token.kind !== 'end') {
      items.push(this.#conditional())
      if (this.#accept(',')) continue
      if (this.#is(closing)) break
      this.#unexpected(`"," or "${closing}"`)
      this.#skipTo(',', closing)
      if (!this.#accept(',')) break
    }
    this.#close(closing)
    return items
  }

  /** `name = expression` separated by semicolons; commas, and nothing but space, are accepted as well. */
  #entries(): RecordExpressionEntry[] {
    const entries: RecordExpressionEntry[] = []
    while (!this.#is(']') && this.#token.kind !== 'end') {
      if (this.#accept(';') || this.#accept(',')) continue
      const { start: offset } = this.#token
      let name = this.#name('the name of an attribute')
      while (this.#accept('.')) name += `.${this.#name('the rest of the name')}`
      if (this.#expect('=', '"=" and the value of the attribute')) {
        entries.push({ name, expression: this.#conditional(), offset })
      }
      if (this.#is(';') || this.#is(',') || this.#is(']') || this.#token.kind === 'name') continue
      this.#unexpected('";" or "]"')
      this.#skipTo(';', ']')
      if (!this.#accept(';')) break
    }
    this.#close(']')
    return entries
  }

  #name(expected: string): string {
    if (this.#token.kind === 'name' || this.#token.kind === 'quoted-name') return this.#advance().text
    this.#unexpected(expected)
    return ''
  }

  /** Reads over what cannot be understood, up to a separator or the end of this bracket, or of one around it. */
  #skipTo(separator: string, closing: string): void {
    for (let depth = 0; this.#token.kind !== 'end'; this.#advance()) {
      if (depth === 0 && (this.#is(separator) || this.#is(closing))) return
      if (this.#is('(') || this.#is('[') || this.#is('{')) depth++
      else if (this.#is(')') || this.#is(']') || this.#is('}')) {
        if (depth === 0) return
        depth--
      }
    }
  }

  #close(closing: string): void {
    this.#expect(closing, `"${closing}"`)
  }

  #expect(text: string, expected: string): boolean {
    if (this.#accept(text)) return true
    this.#unexpected(expected)
    return false
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false
    this.#advance()
    return true
  }

  #is(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text
  }

  #advance(): Token {
    const token = this.#token
    if (token.kind !== 'end') this.#end = token.end
    this.#token = this.#lexer.next()
    return token
  }

  #enter(): boolean {
    if (this.#depth < this.#maxDepth) {
      this.#depth++
      return true
    }
    if (!this.#gaveUp) this.#syntaxFaults.push(tooDeep(this.#maxDepth, this.#token.start))
    this.#gaveUp = true
    while (this.#token.kind !== 'end') this.#advance()
    return false
  }

  /** Stands where no expression could be read; never seen outside, for then there is a fault. */
  #hole(): Expression {
    return { kind: 'literal', value: UNDEFINED, offset: this.#token.start }
  }

  /** One fault for each token at most: what follows from the first says nothing new. */
  #unexpected(expected: string): void {
    const { kind, text } = this.#token
    const start = kind === 'end' ? this.#end : this.#token.start
    if (this.#gaveUp || kind === 'bad' || this.#syntaxFaults.at(-1)?.offset === start) return
    const found =
      kind === 'end' ? 'it ends here' : kind === 'literal' ? 'another value follows' : `found "${text}"`
    const message =
      kind === 'operator' && text === '='
        ? 'Found "=" inside an expression: values are compared with "=="'
        : `Expected ${expected}, but ${found}`
    this.#syntaxFaults.push({ code: 'INVALID_EXPRESSION', message, offset: start })
  }
}

function binaryOperator(token: Token): BinaryOperator | undefined {
  if (token.kind !== 'operator' && token.kind !== 'name') return undefined
  const text = token.kind === 'name' ? token.text.toLowerCase() : token.text
  return isBinaryOperator(text) ? text : undefined
}

function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text)
}

/** A minus before a number is a negative number, so that `-5` is a literal like `5`. */
function signed(operator: UnaryOperator, operand: Expression, offset: number): Expression {
  if (operator === '-' && operand.kind === 'literal') {
    if (operand.value.type === 'integer') {
      return { kind: 'literal', value: integerValue(-operand.value.value), offset }
    }
    if (operand.value.type === 'real') {
      return { kind: 'literal', value: { type: 'real', value: -operand.value.value }, offset }
    }
  }
  return { kind: 'unary', operator, operand, offset }
}
