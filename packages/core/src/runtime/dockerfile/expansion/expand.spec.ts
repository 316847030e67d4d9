import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dockerfileLimits } from '../limits.ts'
import { expand } from './expand.ts'
import { ExpansionFault } from './expansion-fault.ts'
import { createExpansionBudget, type Expansion, type Lookup } from './expansion-reader.ts'

const values: Readonly<Record<string, string>> = { A: 'one', B: 'two words', EMPTY: '', PATH: '/a/b:/c/b' }
const lookup: Lookup = (name) => {
  if (name === 'BASE') return 'unknown'
  return Object.hasOwn(values, name) ? { text: values[name]! } : 'unset'
}

function expanded(text: string, escape: '\\' | '`' = '\\'): Expansion {
  return expand(text, escape, lookup, createExpansionBudget())
}

/** The fault of a text as `code at`. */
function faultOf(text: string): string {
  try {
    return `none: ${expanded(text).text}`
  } catch (error) {
    if (error instanceof ExpansionFault) return `${error.code} ${error.at}`
    throw error
  }
}

describe('expand()', () => {
  it.each([
    ['plain', 'plain'],
    ['$A', 'one'],
    ['${A}', 'one'],
    ['x$A-y', 'xone-y'],
    ['$AB', ''],
    ['${A}B', 'oneB'],
    ['$B', 'two words'],
    ['$UNSET', ''],
    ['$', '$'],
    ['$.', '$.'],
    ['$1x', 'x'],
    ['$$', ''],
    ['$Ä', ''],
  ])('replaces variables in %s', (text, result) => {
    expect(expanded(text).text).toBe(result)
  })

  it.each([
    ['${UNSET:-d}', 'd'],
    ['${EMPTY:-d}', 'd'],
    ['${A:-d}', 'one'],
    ['${UNSET-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${UNSET:+d}', ''],
    ['${EMPTY:+d}', ''],
    ['${A:+d}', 'd'],
    ['${EMPTY+d}', 'd'],
    ['${UNSET+d}', ''],
    ['${A:?no}', 'one'],
    ['${EMPTY?no}', ''],
    ['${UNSET:-$A}', 'one'],
    ['${UNSET:-${EMPTY:-${A}}}', 'one'],
    ['${UNSET:-a "b c" \'d\'}', 'a b c d'],
    ['${UNSET:-\\}}', '}'],
    ['${A:+${UNSET}}', ''],
  ])('follows the modifier of %s', (text, result) => {
    expect(expanded(text).text).toBe(result)
  })

  it.each([
    ['${PATH#*/}', 'a/b:/c/b'],
    ['${PATH##*/}', 'b'],
    ['${PATH%/*}', '/a/b:/c'],
    ['${PATH%%/b*}', '/a'],
    ['${PATH#nothing}', '/a/b:/c/b'],
    ['${PATH/b/x}', '/a/x:/c/b'],
    ['${PATH//b/x}', '/a/x:/c/x'],
    ['${PATH//?b}', 'invalidExpansion'],
    ['${PATH//\\//-}', '-a-b:-c-b'],
    ['${UNSET/b/x}', ''],
    ['${UNSET%x}', ''],
    ['${A/${UNSET:-n}/$EMPTY}', 'oe'],
  ])('cuts and replaces in %s', (text, result) => {
    expect(faultOf(text).replace(/^none: | \d+$/g, '')).toBe(result)
  })

  it.each([
    ['"a b"', 'a b'],
    ["'a b'", 'a b'],
    ["'$A'", '$A'],
    ['"$A"', 'one'],
    ['"\'$A\'"', "'one'"],
    ['\\$A', '$A'],
    ['"\\$A"', '$A'],
    ["'\\$A'", '\\$A'],
    ['"a\\"b"', 'a"b'],
    ['"a\\nb"', 'a\\nb'],
    ['a\\nb', 'anb'],
    ['"a\\\\b"', 'a\\b'],
    ['a\\', 'a'],
    ['\\"', '"'],
    ['\\${A}', '${A}'],
    ['""', ''],
    ['a""b\'\'c', 'abc'],
  ])('takes away quotes and escapes of %s', (text, result) => {
    expect(expanded(text).text).toBe(result)
  })

  it('takes the escape character of the file', () => {
    expect(expanded('C:\\`$A"`""', '`').text).toBe('C:\\$A"')
  })

  it.each([
    ['"a', 'invalidExpansion 0'],
    ["x'a", 'invalidExpansion 1'],
    ['${A', 'invalidExpansion 0'],
    ['x${', 'invalidExpansion 1'],
    ['${}', 'invalidExpansion 0'],
    ['${:-a}', 'invalidExpansion 0'],
    ['${{A}}', 'invalidExpansion 0'],
    ['${A:=b}', 'invalidExpansion 0'],
    ['${A:b}', 'invalidExpansion 0'],
    ['${A:#b}', 'invalidExpansion 0'],
    ['${A!}', 'invalidExpansion 0'],
    ['${UNSET:-a', 'invalidExpansion 9'],
    ['${UNSET?}', 'invalidExpansion 0'],
    ['${EMPTY:?why}', 'invalidExpansion 0'],
    ['${UNSET:-"a}', 'invalidExpansion 9'],
  ])('refuses %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault)
  })

  it('gives the reason that a value itself names', () => {
    expect(() => expanded('${UNSET:?set it}')).toThrow('UNSET is not set, and the build ends here: set it')
  })

  it.each([
    ['$BASE', '${BASE}'],
    ['a:${BASE}:b', 'a:${BASE}:b'],
    ['${BASE:-$A}', '${BASE:-$A}'],
    ['${BASE%.*}', '${BASE%.*}'],
    ['${BASE/a/b}', '${BASE/a/b}'],
    ['${UNSET:-$BASE}', '${BASE}'],
  ])('leaves what only the base knows in %s', (text, result) => {
    expect(expanded(text)).toMatchObject({ text: result, isUncertain: true })
  })

  it('says what it used, and where', () => {
    const { uses } = expanded('$A ${UNSET:-x} "$BASE"')
    expect(uses).toEqual([
      { name: 'A', at: 0, state: 'set', value: 'one', hasFallback: false },
      { name: 'UNSET', at: 3, state: 'unset', value: undefined, hasFallback: true },
      { name: 'BASE', at: 16, state: 'unknown', value: undefined, hasFallback: false },
    ])
  })

  it('stops a value that grows too large', () => {
    const large: Lookup = () => ({ text: 'x'.repeat(1000) })
    const text = '$A'.repeat(dockerfileLimits.value / 1000 + 1)
    expect(() => expand(text, '\\', large, createExpansionBudget())).toThrow(/grows beyond/)
  })

  it('stops where all values together have cost too much', () => {
    const budget = createExpansionBudget()
    const large: Lookup = () => ({ text: 'x'.repeat(60_000) })
    let times = 0
    expect(() => {
      for (; times < 1000; times++) expand('$A', '\\', large, budget)
    }).toThrow(/grows beyond/)
    expect(times).toBeLessThan(dockerfileLimits.expansion / 60_000)
  })

  it('stops where variables stand too deep inside each other', () => {
    const deep = (levels: number) => `${'${U:-'.repeat(levels)}x${'}'.repeat(levels)}`
    expect(expanded(deep(dockerfileLimits.depth)).text).toBe('x')
    expect(faultOf(deep(dockerfileLimits.depth + 1))).toMatch(/^expansionTooLarge/)
  })

  it('makes patterns pay for what they cost', () => {
    const long: Lookup = () => ({ text: 'a'.repeat(60_000) })
    const pattern = `\${A##${'*a'.repeat(100)}b}`
    expect(() => expand(pattern, '\\', long, createExpansionBudget())).toThrow(/costs too much/)
  })

  it('gives a text or a fault within any text', () => {
    const signs = fc.constantFrom(
      '$',
      '{',
      '}',
      '"',
      "'",
      '\\',
      ':',
      '-',
      '+',
      '#',
      '%',
      '/',
      '*',
      'A',
      'x',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), (all) => {
        const text = all.join('')
        const result = faultOf(text)
        const at = / (?<at>\d+)$/.exec(result.startsWith('none') ? '' : result)?.groups?.['at']
        if (at !== undefined) expect(Number(at)).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })
})
