import { describe, expect, it } from 'vitest'
import { evaluate, type Scope } from '../evaluate.ts'
import { parseExpression } from '../parse.ts'
import { printValue } from '../print.ts'
import { stringValue } from '../value.ts'
import { expressionFunctions, findFunction } from './table.ts'

const long = stringValue('a'.repeat(70_000))
const scope: Scope = {
  lookup: (name) => (name === 'long' ? long : name === 'name' ? stringValue('My Cluster') : undefined),
}

function valueOf(text: string) {
  const { expression, faults } = parseExpression(text)
  expect(faults).toEqual([])
  return evaluate(expression!, scope)
}

function result(text: string): string {
  return printValue(valueOf(text))
}

describe('functions of strings', () => {
  it.each([
    ['size("abc")', '3'],
    ['size({1, 2})', '2'],
    ['size([a = 1])', '1'],
    ['size("")', '0'],
    ['size(undefined)', 'undefined'],
    ['size(5)', 'error'],
    ['strcat("a", 1, true, 1.5, `10m`)', '"a1true1.510m"'],
    ['strcat()', '""'],
    ['strcat("a", undefined)', 'error'],
    ['strcat("a", {1})', 'error'],
    ['StrJoin("-", name, "")', '"My Cluster-"'],
    ['strjoin(",", {"a", undefined, "b"})', '"a,b"'],
    ['strjoin(",", undefined, "a", none)', '"a"'],
    ['strjoin(",")', '""'],
    ['strjoin(none, "a")', 'undefined'],
    ['strjoin(1, "a")', 'error'],
    ['strjoin(",", "a", 1/0)', 'error'],
    ['join(", ", "a", "b", "c")', '"a, b, c"'],
    ['join(split("a b c"))', '"abc"'],
    ['join(";", split("a,b c"))', '"a;b;c"'],
    ['split("a|b||c", "|")', '{"a", "b", "c"}'],
    ['split("")', '{}'],
    ['substr("cluster7", -1, 1)', '"7"'],
    ['substr("cluster7", 0, 4)', '"clus"'],
    ['substr("cluster7", 7, 1)', '"7"'],
    ['substr("cluster7", 3)', '"ster7"'],
    ['substr("cluster7", 1, -1)', '"luster"'],
    ['substr("cluster7", 20)', '""'],
    ['substr("cluster7", -20, 14)', '"cl"'],
    ['substr("cluster7", "1")', 'error'],
    ['substr(none, 1)', 'undefined'],
    ['trim("  a b\\n")', '"a b"'],
    ['trim(1)', 'error'],
    ['TOLOWER("ABC")', '"abc"'],
    ['toUpper("abc")', '"ABC"'],
    ['toLower(none)', 'undefined'],
    ['startswith("cycle.image.win", "cycle.image.win2022")', 'true'],
    ['startsWith("cycle.image.win", "almalinux8")', 'false'],
    ['!startswith("cycle.image.win", none)', 'undefined'],
    ['endsWith("8", "almalinux8")', 'true'],
    ['endsWith(8, "almalinux8")', 'error'],
    ['strcmp("a", "b")', '-1'],
    ['strcmp("a", "A")', '1'],
    ['stricmp("a", "A")', '0'],
    ['strcmp("a", none)', 'error'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('functions of regular expressions', () => {
  it.each([
    ['regexp("FMI", "fmi.x", "i")', 'true'],
    ['regexp("FMI", "fmi.x")', 'false'],
    ['regexp("^b", "a\\nb", "m")', 'true'],
    ['regexp("a.b", "a\\nb", "s")', 'true'],
    ['regexp("\\d+", "x12")', 'true'],
    ['regexp("_H[BC]", "Standard_HB120rs_v3")', 'true'],
    ['regexp("a", none)', 'undefined'],
    ['regexp("a", 1)', 'error'],
    ['toLower(regexps("([^a-zA-Z0-9-])", name, "-"))', '"my-cluster"'],
    ['regexps("(a)(b)", "xabab", "$2$1")', '"xbaba"'],
    ['regexps("A", "aaa", "b", "i")', '"bbb"'],
    ['regexps("a", "b", "$9")', '"b"'],
    ['regexps("a", "a", "$9")', 'error'],
    ['regexps("a", none, "b")', 'undefined'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })

  it.each([
    ['regexp("a(?=b)", "ab")', 'look-around, back references and possessive quantifiers are not supported'],
    ['regexp("(a)\\1", "aa")', 'look-around, back references and possessive quantifiers are not supported'],
    ['regexp("[", "a")', 'missing closing ]'],
    ['regexp("a", "a", "x")', 'The option "x" of a regular expression is not known'],
    [
      'regexp("a", long)',
      'The target of the regular expression has 70000 characters: at most 65536 are searched',
    ],
    ['regexp(long, "a")', 'The regular expression has 70000 characters: at most 1000 are taken'],
    ['regexps("a", "a", long)', 'The substitution has 70000 characters'],
  ])('%s is an ERROR that says why', (text, message) => {
    expect(valueOf(text)).toMatchObject({ type: 'error', message: expect.stringContaining(message) })
  })

  it('patterns that blow up elsewhere take linear time', () => {
    expect(result('regexp("(a+)+$", substr(strcat(substr(long, 0, 60000), "b"), 0))')).toBe('false')
    expect(result('regexp("(a|aa)+$", strcat(substr(long, 0, 60000), "b"))')).toBe('false')
    expect(result('size(regexps("a.*c|a", substr(long, 0, 4096), "b"))')).toBe('4096')
  })
})

describe('functions of lists and numbers', () => {
  it.each([
    ['member("A", {"a"})', 'true'],
    ['member(1, {"1", 2})', 'false'],
    ['member(1, 2)', 'error'],
    ['identicalMember("A", {"a"})', 'false'],
    ['identicalMember(none, {undefined})', 'true'],
    ['stringListMember("b", "a, b")', 'true'],
    ['stringListMember("B", "a,b")', 'false'],
    ['stringListMember("a", "a;b", ";")', 'true'],
    ['int(3.9)', '3'],
    ['int(-3.9)', '-3'],
    ['int("12")', '12'],
    ['int("12345678901234567890123")', '12345678901234567890123'],
    ['int("12.7")', '12'],
    ['int(true)', '1'],
    ['int("twelve")', 'error'],
    ['int(none)', 'error'],
    ['real("1.5")', '1.5'],
    ['real(2)', '2.0'],
    ['real("INF")', 'error'],
    ['string(1.0)', '"1.0"'],
    ['string("x")', '"x"'],
    ['string({1, "a"})', String.raw`"{1, \"a\"}"`],
    ['string(none)', 'error'],
    ['bool("True")', 'true'],
    ['bool(0)', 'false'],
    ['bool("yes")', 'error'],
    ['floor(-1.5)', '-2'],
    ['ceiling(1.2)', '2'],
    ['round(2.5)', '2'],
    ['round(3.5)', '4'],
    ['round(2.4)', '2'],
    ['pow(2, 10)', '1024'],
    ['pow(2, -1)', '0.5'],
    ['pow(2.0, 2)', '4.0'],
    ['pow(2, 100000)', 'error'],
    ['pow(-1, 100000)', '1'],
    ['pow(-1, 99999)', '-1'],
    ['pow(10, 0)', '1'],
    ['sum({1, 2.5, undefined})', '3.5'],
    ['sum({})', '0'],
    ['sum({undefined})', 'undefined'],
    ['sum({"a"})', 'error'],
    ['min({3, 1, 2})', '1'],
    ['max({3, 1, 2})', '3'],
    ['max({})', 'undefined'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected)
  })
})

describe('functions of types', () => {
  const samples = ['undefined', '1/0', 'true', '1', '1.0', '"x"', '`2024-01-01`', '`1m`', '{}', '[]']

  it.each([
    ['isUndefined', 0],
    ['isError', 1],
    ['isBoolean', 2],
    ['isInteger', 3],
    ['isReal', 4],
    ['isString', 5],
    ['isAbsTime', 6],
    ['isRelTime', 7],
    ['isList', 8],
    ['isRecord', 9],
    ['isClassAd', 9],
  ])('%s is true of one type alone', (name, index) => {
    const answers = samples.map((sample) => result(`${name}(${sample})`))

    expect(answers).toEqual(samples.map((_, i) => String(i === index)))
  })
})

describe('the table of functions', () => {
  it('finds every function in any case, and no name twice', () => {
    const names = expressionFunctions.map(({ name }) => name.toLowerCase())

    expect(new Set(names).size).toBe(names.length)
    for (const entry of expressionFunctions) expect(findFunction(entry.name.toUpperCase())).toBe(entry)
  })

  it('describes every function in a sentence', () => {
    for (const { name, summary, minimum, maximum } of expressionFunctions) {
      expect(summary, name).toMatch(/^[A-Z].*\.$/)
      expect(minimum, name).toBeLessThanOrEqual(maximum)
    }
  })

  it('knows nothing of names that objects inherit', () => {
    expect(findFunction('constructor')).toBeUndefined()
    expect(findFunction('__proto__')).toBeUndefined()
  })
})
