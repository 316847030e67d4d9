import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, type Scope } from './evaluate.ts'
import { PRECEDENCE, walkExpression, type BinaryOperator, type Expression } from './expression.ts'
import { parseExpression } from './parse.ts'
import { printExpression, printValue } from './print.ts'
import {
  booleanValue,
  errorValue,
  integerValue,
  listValue,
  recordValue,
  stringValue,
  UNDEFINED,
  type Value,
} from './value.ts'

function shape(text: string): string {
  const { expression, faults } = parseExpression(text)
  return expression === undefined
    ? faults.map(({ code, offset }) => `${code} ${offset}`).join(', ')
    : grouped(expression)
}

/** The expression with every operator in parentheses. */
function grouped(expression: Expression): string {
  switch (expression.kind) {
    case 'unary':
      return `(${expression.operator}${grouped(expression.operand)})`
    case 'binary':
      return `(${grouped(expression.left)} ${expression.operator} ${grouped(expression.right)})`
    case 'conditional': {
      const middle = expression.whenTrue === undefined ? '?:' : `? ${grouped(expression.whenTrue)} :`
      return `(${grouped(expression.condition)} ${middle} ${grouped(expression.otherwise)})`
    }
    default:
      return printExpression(expression)
  }
}

describe('parseExpression()', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['a || b && c == d < e + f * -g', '(a || (b && (c == (d < (e + (f * (-g)))))))'],
    ['-a.b[1]', '(-a.b[1])'],
    ['!x in {1}', '((!x) in {1})'],
    ['a is b isnt c', '((a is b) isnt c)'],
    ['a =?= b =!= c === d !== e', '((((a =?= b) =!= c) === d) !== e)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ? b ? c : d : e', '(a ? (b ? c : d) : e)'],
    ['a ?: b', '(a ?: b)'],
    ['a ? : b', '(a ?: b)'],
    ['x IS TRUE', '(x is true)'],
    ['-5', '-5'],
    ['a-1', '(a - 1)'],
    ['TRUE', 'true'],
    ['$Param', 'Param'],
    ["env.resources.'a/b'.id", "env.resources.'a/b'.id"],
    ["'true'", "'true'"],
    ['f (1, 2,)', 'f(1, 2)'],
    ['undefined()', 'undefined()'],
    ['{1, 2,}', '{1, 2}'],
    ['[A = 1; b.c = "x";]', '[A = 1; b.c = "x"]'],
    ['[A = 1, B = 2]', '[A = 1; B = 2]'],
    ['[A = 1 B = 2]', '[A = 1; B = 2]'],
    ['"\\"\\\\\\n\\t\\101\\d"', String.raw`"\"\\\n\tA\\d"`],
    ['1.5e3', '1500.0'],
    ['1E-7', '1e-7'],
    ['00012', '12'],
    ['99999999999999999999999', '99999999999999999999999'],
    ['`10m`', '`10m`'],
    ['`2024-10-07T04:55:03.371+00:00`', '`2024-10-07T04:55:03.371+00:00`'],
    ['1 + // one\n 2 /* two */ # three', '(1 + 2)'],
  ])('reads %s as %s', (text, expected) => {
    expect(shape(text)).toBe(expected)
  })

  it.each([
    ['', 'INVALID_EXPRESSION 0'],
    ['1 +', 'INVALID_EXPRESSION 3'],
    ['1 2', 'INVALID_EXPRESSION 2'],
    ['(1', 'INVALID_EXPRESSION 2'],
    ['1)', 'INVALID_EXPRESSION 1'],
    ['a = b', 'INVALID_EXPRESSION 2'],
    ['a ? b', 'INVALID_EXPRESSION 5'],
    ['a.1', 'INVALID_EXPRESSION 2'],
    ['"abc', 'UNTERMINATED_STRING 0'],
    ['"abc\n"', 'UNTERMINATED_STRING 0, UNTERMINATED_STRING 5'],
    ["''", 'UNTERMINATED_NAME 0'],
    ['`10m', 'UNTERMINATED_TIME 0'],
    ['`10x`', 'INVALID_TIME 0'],
    ['`2024-02-30`', 'INVALID_TIME 0'],
    ['`2024-01-01T25:00`', 'INVALID_TIME 0'],
    ['1.2.3', 'MALFORMED_NUMBER 0'],
    ['10m', 'MALFORMED_NUMBER 0'],
    ['1e999', 'NUMBER_TOO_LARGE 0'],
    ['9'.repeat(1_001), 'NUMBER_TOO_LARGE 0'],
    ['a ^ b', 'UNEXPECTED_CHARACTER 2'],
    ['/* a', 'UNTERMINATED_COMMENT 0, INVALID_EXPRESSION 4'],
    ['{1 2, 3 4}', 'INVALID_EXPRESSION 3, INVALID_EXPRESSION 8'],
    ['[a; b = ; c = 1]', 'INVALID_EXPRESSION 2, INVALID_EXPRESSION 8'],
    ['[)', 'INVALID_EXPRESSION 1'],
    ['{1, 2)', 'INVALID_EXPRESSION 5'],
    ['f(1 2 ; 3]', 'INVALID_EXPRESSION 4, INVALID_EXPRESSION 9'],
    ['f(^, 1.2.3, `x`)', 'UNEXPECTED_CHARACTER 2, MALFORMED_NUMBER 5, INVALID_TIME 12'],
  ])('reports the faults of %s', (text, expected) => {
    expect(shape(text)).toBe(expected)
  })

  it.each([
    ['brackets', '('.repeat(100_000)],
    ['closed brackets', '('.repeat(100_000) + '1' + ')'.repeat(100_000)],
    ['lists', '{'.repeat(100_000)],
    ['records', '[a='.repeat(100_000)],
    ['calls', 'f('.repeat(100_000)],
    ['signs', '-'.repeat(100_000) + '1'],
    ['a chain of operators', '1' + '+1'.repeat(100_000)],
    ['a chain of members', 'a' + '.b'.repeat(100_000)],
    ['a chain of conditions', 'a ? b : '.repeat(100_000) + 'c'],
  ])('refuses %s that nest too deeply', (_what, text) => {
    expect(parseExpression(text).faults.map(({ code }) => code)).toContain('EXPRESSION_TOO_DEEP')
  })

  it('takes a wide list in linear time', () => {
    const { expression } = parseExpression(`{${'"item", '.repeat(100_000)}}`)

    expect(expression).toMatchObject({ kind: 'list', items: { length: 100_000 } })
  })

  it('says where each part starts', () => {
    const { expression } = parseExpression('a + f(b, "c").d')

    const places = [...walkExpression(expression!)].map(({ kind, offset }) => `${kind} ${offset}`)
    expect(places).toEqual(['binary 2', 'name 0', 'member 13', 'call 4', 'name 6', 'literal 9'])
  })
})

const name = fc.oneof(
  fc.constantFrom(
    'a',
    'B',
    'ClusterName',
    'is',
    'In',
    'true',
    'undefined',
    '_x1',
    'a/b',
    "it's",
    '\\',
    'ö',
    '__proto__',
    'n\n',
  ),
  fc.string({ minLength: 1, maxLength: 8 }),
)
const plainName = fc.constantFrom('a', 'B', 'Label', 'a.b', '__proto__', 'constructor')
const callable = fc.constantFrom(
  'strcat',
  'Size',
  'ifThenElse',
  'regexps',
  'regexp',
  'member',
  'substr',
  'strjoin',
  'isError',
  'int',
  'sum',
  'nothing',
  'undefined',
)
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(UNDEFINED, errorValue('The expression says ERROR')),
  fc.boolean().map(booleanValue),
  fc.bigInt().map(integerValue),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value): Value => ({ type: 'real', value })),
  fc.string({ unit: 'binary', maxLength: 20 }).map(stringValue),
  fc.constantFrom<Value>(
    { type: 'reltime', seconds: 600, text: '10m' },
    { type: 'abstime', milliseconds: 1_704_067_200_000, text: '2024-01-01' },
  ),
)
const operator = fc.constantFrom(
  ...Object.keys(PRECEDENCE).filter((key): key is BinaryOperator => key in PRECEDENCE),
)
const offset = 0

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar.map((value): Expression => ({ kind: 'literal', value, offset })),
    name.map((name): Expression => ({ kind: 'name', name, offset })),
    fc
      .tuple(tie('expression'), name)
      .map(([target, name]): Expression => ({ kind: 'member', target, name, offset })),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([target, index]): Expression => ({ kind: 'index', target, index, offset })),
    fc
      .tuple(fc.constantFrom('!', '+'), tie('expression'))
      .map(([operator, operand]): Expression => ({ kind: 'unary', operator, operand, offset })),
    fc
      .tuple(operator, tie('expression'), tie('expression'))
      .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right, offset })),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([condition, whenTrue, otherwise]): Expression => ({
        kind: 'conditional',
        condition,
        whenTrue,
        otherwise,
        offset,
      })),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([condition, otherwise]): Expression => ({ kind: 'conditional', condition, otherwise, offset })),
    fc
      .tuple(callable, fc.array(tie('expression'), { maxLength: 4 }))
      .map(([name, args]): Expression => ({ kind: 'call', name, arguments: args, offset })),
    fc
      .array(tie('expression'), { maxLength: 4 })
      .map((items): Expression => ({ kind: 'list', items, offset })),
    fc
      .array(fc.tuple(fc.oneof(plainName, name), tie('expression')), { maxLength: 4 })
      .map((entries): Expression => ({
        kind: 'record',
        entries: entries.map(([name, expression]) => ({ name, expression, offset })),
        offset,
      })),
  ),
}))

/** The same tree without places, which a printed text does not share with the one that it came from. */
function withoutPlaces(tree: Expression): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) =>
      key === 'offset'
        ? undefined
        : typeof value === 'bigint'
          ? `${value}n`
          : Object.is(value, -0)
            ? '-0'
            : value,
    ),
  )
}

const scope: Scope = {
  lookup: (name) =>
    name.length % 2 === 0 ? stringValue(name) : listValue([integerValue(name.length), recordValue([])]),
}

describe('properties', () => {
  it('parseExpression() reads back what printExpression() writes', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const { expression: again, faults } = parseExpression(printExpression(tree))

        expect(faults).toEqual([])
        expect(withoutPlaces(again!)).toEqual(withoutPlaces(tree))
      }),
      { numRuns: 500 },
    )
  })

  it('evaluate() answers any expression, and its value can be written and read', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const text = printValue(evaluate(tree, scope))

        const again = parseExpression(text)
        expect(again.faults).toEqual([])
        expect(printValue(evaluate(again.expression!, scope))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('parseExpression() answers any text, with an expression or with faults inside the text', () => {
    const fragment = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '`',
      '\\',
      '=',
      '?',
      ':',
      ';',
      ',',
      '.',
      ' ',
      '\n',
      'a',
      '1',
      'is',
      '#',
      '/*',
      '//',
      '-',
      '!',
      '&&',
      '$',
      '\0',
      '\ud800',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (source) => {
        const { expression: parsed, faults } = parseExpression(source)

        expect(parsed === undefined).toBe(faults.length > 0)
        for (const { offset } of faults) expect(offset >= 0 && offset <= source.length).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
