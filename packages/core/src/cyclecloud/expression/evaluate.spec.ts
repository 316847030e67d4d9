import { describe, expect, it } from 'vitest'
import { EMPTY_SCOPE, evaluate, type Scope } from './evaluate.ts'
import { parseExpression } from './parse.ts'
import { printValue } from './print.ts'
import { integerValue, recordValue, stringValue, TRUE, UNDEFINED, type Value } from './value.ts'

const values = new Map<string, Value>([
  ['text', stringValue('abc')],
  ['count', integerValue(3)],
  ['on', TRUE],
  ['cleared', UNDEFINED],
  ['package', stringValue('almalinux8')],
  ['azure.sku', stringValue('7.4')],
  [
    'vnet',
    recordValue([{ name: 'resources', value: recordValue([{ name: 'a/b', value: integerValue(1) }]) }]),
  ],
])
const scope: Scope = { lookup: (name) => values.get(name.toLowerCase()) }

function result(text: string, within: Scope = scope): string {
  const { expression, faults } = parseExpression(text)
  if (expression === undefined) return `faults: ${faults.map((fault) => fault.code).join()}`
  return printValue(evaluate(expression, within))
}

function opposite(answer: string): string {
  return answer === 'true' ? 'false' : answer === 'false' ? 'true' : answer
}

function message(text: string): string {
  const value = evaluate(parseExpression(text).expression!, scope)
  return value.type === 'error' ? value.message : `no error: ${printValue(value)}`
}

describe('equality and identity', () => {
  it.each([
    ['10', '10', 'true', 'true', 'true'],
    ['10', '"ABC"', 'error', 'false', 'false'],
    ['"ABC"', '"abc"', 'true', 'false', 'true'],
    ['"ABC"', '"ABC"', 'true', 'true', 'true'],
    ['10', 'undefined', 'undefined', 'false', 'false'],
    ['undefined', 'undefined', 'undefined', 'true', 'true'],
    ['undefined', 'error', 'error', 'false', 'false'],
    ['error', 'error', 'error', 'true', 'true'],
    ['1', '1.0', 'true', 'false', 'true'],
    ['true', 'TRUE', 'true', 'true', 'true'],
    ['true', '1', 'error', 'false', 'false'],
    ['{1, 2}', '{1, 2}', 'error', 'true', 'true'],
    ['[a = 1; b = 2]', '[B = 2; A = 1]', 'error', 'true', 'true'],
    ['[a = 1]', '[a = 2]', 'error', 'false', 'false'],
    ['`60s`', '`1m`', 'true', 'true', 'true'],
    ['`2024-01-01T00:00:00Z`', '`2024-01-01 01:00:00+01:00`', 'true', 'true', 'true'],
    ['9007199254740993', '9007199254740992', 'false', 'false', 'false'],
  ])('%s and %s: == is %s, =?= is %s, === is %s', (left, right, equal, identical, same) => {
    expect(result(`${left} == ${right}`)).toBe(equal)
    expect(result(`${left} != ${right}`)).toBe(opposite(equal))
    expect(result(`${left} =?= ${right}`)).toBe(identical)
    expect(result(`${left} IS ${right}`)).toBe(identical)
    expect(result(`${left} =!= ${right}`)).toBe(opposite(identical))
    expect(result(`${left} isnt ${right}`)).toBe(opposite(identical))
    expect(result(`${left} === ${right}`)).toBe(same)
    expect(result(`${left} !== ${right}`)).toBe(opposite(same))
  })
})

describe('order', () => {
  it.each([
    ['1 < 2', 'true'],
    ['2 <= 2.0', 'true'],
    ['"a" < "B"', 'true'],
    ['"b" > "A"', 'true'],
    ['"1" < 2', 'error'],
    ['true < false', 'error'],
    ['undefined < 1', 'undefined'],
    ['1 >= error', 'error'],
    ['`1m` < `61s`', 'true'],
    ['`2024-01-01` < `2024-01-02`', 'true'],
    ['`1m` < 61', 'error'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('logic', () => {
  const table = [
    ['true', 'true', 'true', 'true'],
    ['true', 'false', 'false', 'true'],
    ['true', 'undefined', 'undefined', 'true'],
    ['true', 'error', 'error', 'true'],
    ['false', 'true', 'false', 'true'],
    ['false', 'false', 'false', 'false'],
    ['false', 'undefined', 'false', 'undefined'],
    ['false', 'error', 'false', 'error'],
    ['undefined', 'true', 'undefined', 'true'],
    ['undefined', 'false', 'false', 'undefined'],
    ['undefined', 'undefined', 'undefined', 'undefined'],
    ['undefined', 'error', 'error', 'error'],
    ['error', 'true', 'error', 'error'],
    ['error', 'false', 'error', 'error'],
    ['error', 'undefined', 'error', 'error'],
    ['error', 'error', 'error', 'error'],
    ['1', '0', 'false', 'true'],
    ['0.0', '2.5', 'false', 'true'],
    ['"text"', 'true', 'error', 'error'],
    ['true', '"text"', 'error', 'true'],
  ]
  it.each(table)('%s with %s: && is %s, || is %s', (left, right, and, or) => {
    expect(result(`${left} && ${right}`)).toBe(and)
    expect(result(`${left} || ${right}`)).toBe(or)
  })

  it.each([
    ['!true', 'false'],
    ['!0', 'true'],
    ['!cleared', 'undefined'],
    ['!"x"', 'error'],
    ['!(1/0)', 'error'],
    ['cleared isnt true', 'true'],
    ['on is true', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('arithmetic', () => {
  it.each([
    ['1 + 2 * 3 - 4', '3'],
    ['(1 + 2) * 3', '9'],
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['-7 % 3', '-1'],
    ['7 / 2.0', '3.5'],
    ['1.0 + 2', '3.0'],
    ['10 * "A string"', 'error'],
    ['true + 1', 'error'],
    ['undefined + 1', 'undefined'],
    ['undefined + error', 'error'],
    ['1 / 0', 'error'],
    ['1.0 / 0', 'error'],
    ['5 % 0', 'error'],
    ['5.0 % 2', 'error'],
    ['1e308 * 10', 'error'],
    ['12345678901234567890123 + 1', '12345678901234567890124'],
    ['-"x"', 'error'],
    ['-count', '-3'],
    ['+count', '3'],
    ['--5', '5'],
    ['`1m` + `30s`', '`90s`'],
    ['`1h` * 2', '`7200s`'],
    ['-`1m`', '`-60s`'],
    ['`2024-03-01T00:00:00Z` - `1d`', '`2024-02-29T00:00:00.000Z`'],
    ['`2024-03-02` - `2024-03-01`', '`86400s`'],
    ['`1m` + 1', 'error'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('choice', () => {
  it.each([
    ['true ? 1 : 2', '1'],
    ['0 ? 1 : 2', '2'],
    ['undefined ? 1 : 2', 'undefined'],
    ['"x" ? 1 : 2', 'error'],
    ['false ? 1 : true ? 2 : 3', '2'],
    ['cleared ?: "default"', '"default"'],
    ['text ?: "default"', '"abc"'],
    ['error ?: 1', 'error'],
    ['(AcceptTerms || on) ? true : undefined', 'true'],
    ['ifThenElse(undefined, 1, 2)', 'undefined'],
    ['IFTHENELSE(on, 1, 1/0)', '1'],
    ['ifThenElse("x", 1, 2)', 'error'],
    ['ifThenElse(2.5, 1, 2)', '1'],
    ['ifThenElse(true, 1)', 'error'],
    ['ifUndefined(cleared, 5)', '5'],
    ['ifUndefined(text, 1/0)', '"abc"'],
    ['undefined()', 'undefined'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('names, lists and records', () => {
  it.each([
    ['TEXT', '"abc"'],
    ['$Text', '"abc"'],
    ['unknown', 'undefined'],
    ['Azure.Sku', '"7.4"'],
    ["vnet.resources.'A/B'", '1'],
    ['vnet.resources["a/b"]', '1'],
    ['vnet.nothing.more', 'undefined'],
    ['text.length', 'error'],
    ['{1, 2, 3}[1]', '2'],
    ['{1}[1]', 'error'],
    ['{1}[-1]', 'error'],
    ['{1}["a"]', 'error'],
    ['[a = 1; b = [c = "x"]].B.c', '"x"'],
    ['[a = 1]["b"]', 'undefined'],
    ['[Name = text].name', '"abc"'],
    ['[a = 1; A = 2]', '[A = 2]'],
    ['{}', '{}'],
    ['[]', '[]'],
    ['Package in {"almalinux8", "b"}', 'true'],
    ['!(Package in {"ALMALINUX8"})', 'false'],
    ['3 in {"3", 3.0}', 'true'],
    ['3 in {"3"}', 'false'],
    ['cleared in {1}', 'undefined'],
    ['1 in cleared', 'undefined'],
    ['1 in 2', 'error'],
    ['1 in {undefined, 1}', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('limits', () => {
  it('evaluate() gives an ERROR that says so when the steps run out', () => {
    const { expression } = parseExpression('isError(1 + 2 + 3)')

    const value = evaluate(expression!, EMPTY_SCOPE, { steps: 3 })

    expect(value).toEqual({ type: 'error', message: 'The evaluation was stopped after 3 steps' })
  })

  it('evaluate() stops strings and lists that double again and again', () => {
    let text = stringValue('x'.repeat(1_000)) as Value
    let list = { type: 'list', items: [text] } as Value
    const growing: Scope = { lookup: (name) => (name === 'text' ? text : list) }
    const [doubledText, doubledList] = ['strcat(text, text)', '{list, list}'].map(
      (source) => parseExpression(source).expression!,
    )

    for (let i = 0; i < 60 && text.type !== 'error'; i++) text = evaluate(doubledText!, growing)
    for (let i = 0; i < 60 && list.type !== 'error'; i++) list = evaluate(doubledList!, growing)

    expect(text).toMatchObject({ message: expect.stringMatching(/^The value is too large/) })
    expect(list).toMatchObject({ message: expect.stringMatching(/^The value is too large/) })
  })

  it('evaluate() stops values that nest deeper and deeper', () => {
    let list = { type: 'list', items: [] } as Value
    const nest = parseExpression('{list}').expression!

    for (let i = 0; i < 200; i++) list = evaluate(nest, { lookup: () => list })

    expect(printValue(list).length).toBeLessThan(250)
    expect(printValue(list)).toContain('error')
  })

  it('evaluate() stops integers that multiply without end', () => {
    let value = integerValue(10) as Value
    const square = parseExpression('x * x').expression!

    for (let i = 0; i < 40 && value.type !== 'error'; i++) value = evaluate(square, { lookup: () => value })

    expect(value).toMatchObject({ message: 'The result of "*" has more than 4096 bits' })
  })
})

describe('messages', () => {
  it.each([
    ['toLowr("X")', 'There is no function "toLowr", did you mean "toLower"'],
    ['frobnicate(1)', 'There is no function "frobnicate"'],
    ['time()', 'The function "time" is not available: an answer must not depend on the clock or on chance'],
    ['trim()', 'trim(string) takes 1 argument, but 0 were given'],
    ['substr("x")', 'substr(string, offset[, length]) takes 2 to 3 arguments, but 1 was given'],
    ['"1" < 2', 'Cannot compare string with integer by "<"'],
    ['{1}[4]', 'The list has 1 items, but 4 was asked for'],
    ['"x" && true', 'Expected a condition, but found string'],
  ])('%s: %s', (text, expected) => {
    expect(message(text)).toBe(expected)
  })
})
