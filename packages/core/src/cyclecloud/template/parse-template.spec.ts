import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttributeLine } from './line.ts'
import { parseTemplate } from './parse-template.ts'
import { printTemplate } from './template.ts'

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
}

function faultsOf(text: string): string[] {
  return parseTemplate('t.txt', text).faults.map(({ code, line, column }) => `${code} ${line}:${column}`)
}

function attributesOf(text: string): AttributeLine[] {
  return parseTemplate('t.txt', text).lines.filter((line) => line.type === 'attribute')
}

const pieces = fc.constantFrom(
  '[cluster a]',
  '[[node b]]',
  '[[[configuration c]]]',
  'key = value',
  'key := 1 + 2',
  "'''",
  '"""',
  '"',
  '${',
  '}',
  '$p',
  '#',
  ' # c',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '=',
  ':=',
  '[',
  ']',
  '\0',
  '\uFEFF',
  '\uFFFD',
  'ü',
  '{% if %}',
)
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
)

describe('parseTemplate()', () => {
  it('gives back any text to the byte', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(printTemplate(parseTemplate('t.txt', text))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  it('numbers lines as they are in the file', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { lines } = parseTemplate('t.txt', text)
        const lineEnd = text.includes('\n') ? '\n' : '\r'
        let expected = 1
        for (const { line, raw } of lines) {
          expect(line).toBe(expected)
          expected += raw.split(lineEnd).length - 1
        }
      }),
    )
  })

  it('has no fault with a template that uses every construct', () => {
    expect(parseTemplate('every-construct.txt', fixture('every-construct.txt')).faults).toEqual([])
  })

  it('reports every fault of a broken template in its place and still yields the rest', () => {
    const template = parseTemplate('faulty.txt', fixture('faulty.txt'))

    expect(template.faults.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
      'ATTRIBUTE_OUTSIDE_SECTION 1:1',
      'PLACEHOLDER 6:5',
      'KEY_WITHOUT_VALUE 7:5',
      'UNREADABLE_LINE 8:5',
      'INVALID_KEY 9:5',
      'UNTERMINATED_BLOCK 10:17',
      'UNBALANCED_BRACKETS 13:5',
      'UNTERMINATED_STRING 14:17',
      'UNKNOWN_SECTION 18:5',
      'MISSING_NAME 24:5',
      'TEXT_AFTER_SECTION 29:5',
      'MISPLACED_SECTION 32:1',
    ])
    expect(template.faults.every(({ file }) => file === 'faulty.txt')).toBe(true)
    expect(template.sections[0]?.sections.map(({ header }) => header.name)).toEqual([
      'defaults',
      'head',
      'compute',
      '',
      'tail',
      'nowhere',
    ])
  })

  it('refuses Jinja with one sentence', () => {
    const { faults, jinja, sections } = parseTemplate('jinja.txt', fixture('jinja.txt'))

    expect(jinja).toBe(true)
    expect(sections).toEqual([])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ severity: 'error', code: 'JINJA_TEMPLATE', line: 1 })
    expect(faults[0]?.message).toContain('render it first')
  })

  it.each([
    ["Config.Template = '''{% if x %}{{ y }}'''"],
    ['Config.Template := "{{ y }}"'],
    ['Config.Entries := {{1, 2}, {3}}'],
    ['Label = "{{ y }}"'],
  ])('does not take %s for Jinja', (line) => {
    expect(parseTemplate('t.txt', `[cluster a]\n${line}\n`).jinja).toBe(false)
  })

  it.each([
    ['', ['NO_CLUSTER 1:1']],
    ['[cluster a]\nx = a\0b\0\ny = \uFFFD\n', ['INVALID_CHARACTER 2:6', 'NOT_UTF8 3:5']],
    ['\0\0\0', ['INVALID_CHARACTER 1:1', 'NO_CLUSTER 1:1']],
    ['\uFEFF[cluster a]\n', []],
    ['[cluster a]\r\n[[node b]]\r\nx = 1\r\n', []],
    ['[cluster a]\r[[node b]]\rnothing', ['KEY_WITHOUT_VALUE 3:1']],
    ['[cluster a]\n[[[volume b]]]', ['MISPLACED_SECTION 2:1']],
    ['[cluster a]\n[[node b]]\n[[[[list c]]]]', ['RANK_JUMP 3:1']],
    ['[cluster a]\n[parameters b]\n[[[parameter c]]]', ['RANK_JUMP 3:1']],
    ['[cluster a]\n[parameters b]\n[[parameter c]]\n[[[list Config.Entries]]]', []],
    ['[cluster a]\n[[parameters Lsf ]] # note', []],
    ['[cluster a]\n[[ node b [x]]] # [c]', []],
    ['[cluster a]\n[noderef b]\n[[node c]]\n[[[volume d]]]', []],
    ['[cluster a]\n[parameters b]\n[[parameter c]]\n[[[parameter d]]]', []],
    [`[cluster a]\n${'['.repeat(50)}list b${']'.repeat(50)}`, ['RANK_TOO_DEEP 2:1']],
    ["[cluster a]\nx = '''y''' z", ['TEXT_AFTER_VALUE 2:5']],
    ["[cluster a]\nx = '''y''' # z", []],
    ["[cluster a]\nx = '''never\n[[node b]]\ny = '''closed'''\n", ['UNTERMINATED_BLOCK 2:5']],
    ['[cluster a]\n= value', ['UNREADABLE_LINE 2:1']],
    ['[cluster a]\nkey\n', ['KEY_WITHOUT_VALUE 2:1']],
    ['[cluster a]\n[]\n', ['UNKNOWN_SECTION 2:1']],
  ])('finds in %j the faults %j', (text, expected) => {
    expect(faultsOf(text)).toEqual(expected)
  })

  it.each([
    ['A = 1', 'A', '=', 'text', '1', undefined],
    ['  Tags.Business Unit=x ', 'Tags.Business Unit', '=', 'text', 'x', undefined],
    ['A := b # c', 'A', ':=', 'expression', 'b', '# c'],
    ['A = = b == 1', 'A', '=', 'expression', '= b == 1', undefined],
    ['A = =undefined', 'A', '=', 'expression', '=undefined', undefined],
    ['A = "b # c" # d', 'A', '=', 'quoted', '"b # c"', '# d'],
    ['A = ${x + " # "} # d', 'A', '=', 'text', '${x + " # "}', '# d'],
    ['A = b#c', 'A', '=', 'text', 'b#c', undefined],
    ['A =#c', 'A', '=', 'text', '#c', undefined],
    ['A = # c', 'A', '=', 'empty', '', '# c'],
    ['A =', 'A', '=', 'empty', '', undefined],
    ['Description = Compile # of Cores', 'Description', '=', 'text', 'Compile # of Cores', undefined],
    ['A = "b", "c"', 'A', '=', 'text', '"b", "c"', undefined],
    ["A = ''", 'A', '=', 'text', "''", undefined],
    ["A = '''b''''", 'A', '=', 'block', "'''b''''", undefined],
  ])('reads %j', (line, key, operator, form, value, comment) => {
    const [attribute] = attributesOf(`[cluster a]\n${line}`)

    expect(attribute).toMatchObject({ key, operator, form, value })
    expect(attribute?.comment).toBe(comment)
  })

  it('reads keys with colons in nested data only', () => {
    const record = '[cluster a]\n[parameters p]\n[[parameter q]]\n[[[record DefaultValue]]]\n'
    expect(faultsOf(`${record}OpenLogic:CentOS-HPC:7.6:latest = centos-7`)).toEqual([])
    expect(faultsOf('[cluster a]\nCondition:Required = true')).toEqual(['INVALID_KEY 2:1'])
  })

  it('lists at most a thousand faults and counts the rest', () => {
    const { faults } = parseTemplate('t.txt', `[cluster a]\n${'?\n'.repeat(5000)}`)

    expect(faults).toHaveLength(1001)
    expect(faults.at(-1)).toMatchObject({ code: 'TOO_MANY_FAULTS' })
    expect(faults.at(-1)?.message).toMatch(/^4000 more/)
  })

  it.each([
    ['lines', 'key = value # comment\n'.repeat(100_000)],
    ['sections', '[[node a]]\n'.repeat(100_000)],
    ['unclosed blocks', "key = '''\n".repeat(100_001)],
    ['unclosed blocks with sections', "key = '''\n[[node x]]\n".repeat(50_000)],
    ['escaped quotes', `key = ${'"\\"'.repeat(100_000)} # c\n`],
    ['unclosed references', `key = ${'${"\\"}'.repeat(100_000)} # c\n`],
    ['opening brackets', '['.repeat(500_000)],
    ['closing brackets', `[[node ${']'.repeat(1).concat(' ').repeat(200_000)}`],
    ['commas', `key = ${'a,'.repeat(200_000)}\n`],
  ])('takes time in proportion to 100,000 %s', (_, body) => {
    const text = `[cluster a]\n${body}`

    // Quadratic work on these would take minutes, far beyond the time that a test has.
    expect(printTemplate(parseTemplate('t.txt', text))).toBe(text)
  })
})
