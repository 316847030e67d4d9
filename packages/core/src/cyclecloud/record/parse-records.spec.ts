import { describe, expect, it } from 'vitest'
import { parseRecords } from './parse-records.ts'

function attributes(text: string): string[][] {
  const { records, faults } = parseRecords('f', text)
  expect(faults).toEqual([])
  return records.map((record) => record.attributes.map(({ name, text }) => `${name}=${text}`))
}

function faults(text: string): string[] {
  return parseRecords('f', text).faults.map(({ code, line, column }) => `${code} ${line}:${column}`)
}

describe('parseRecords()', () => {
  it.each([
    ['nothing', '', []],
    ['blank lines', '\n \t\n\r\n', []],
    ['one record', 'A = 1\nB = "x"', [['A=1', 'B="x"']]],
    ['records between blank lines', '\n\nA = 1\n \t\nA = 2\n\n', [['A=1'], ['A=2']]],
    ['CRLF and a byte order mark', '\ufeffA = 1\r\nB = 2\r\n\r\nA = 3\r\n', [['A=1', 'B=2'], ['A=3']]],
    ['space and no space around =', 'AdType="x"\n\tB  =\t2  \n', [['AdType="x"', 'B=2']]],
    ['comment lines, which end no record', '# head\nA = 1\n  ### inside\nB = 2 # behind\n', [['A=1', 'B=2']]],
    ['dotted and quoted names', 'Azure.Sku = "7"\n\'a b\' = 1\n', [['Azure.Sku="7"', 'a b=1']]],
    ['lists and records', 'A = {"x", 1}\nB = [c = 1; d = []]\n', [['A={"x", 1}', 'B=[c = 1; d = []]']]],
    ['lists over lines', 'A = {\n  "x", # one\n  "y"\n}\nB = 2\n', [['A={\n  "x", # one\n  "y"\n}', 'B=2']]],
    [
      'times',
      'A = `2024-03-01 16:34:54.045927-06:00`\nB = `10m`\n',
      [['A=`2024-03-01 16:34:54.045927-06:00`', 'B=`10m`']],
    ],
    [
      'booleans and undefined in any case',
      'A = True\nB = FALSE\nC = Undefined\n',
      [['A=True', 'B=FALSE', 'C=Undefined']],
    ],
    ['brackets, quotes and marks in strings', 'A = "{ [ # \\" `"\nB = 1\n', [['A="{ [ # \\" `"', 'B=1']]],
    ['names as in objects', '__proto__ = 1\nconstructor = 2\n', [['__proto__=1', 'constructor=2']]],
  ])('reads %s', (_what, text, expected) => {
    expect(attributes(text)).toEqual(expected)
  })

  it('gives the place of records and values', () => {
    const { records } = parseRecords('site.txt', '# head\n\n  A = {1,\n 2}\n\n\nB="x"\n')

    expect(records).toMatchObject([
      { file: 'site.txt', line: 3, attributes: [{ name: 'A', line: 3, column: 7, value: { type: 'list' } }] },
      { file: 'site.txt', line: 7, attributes: [{ name: 'B', line: 7, column: 3, value: { value: 'x' } }] },
    ])
  })

  it.each([
    ['a line that is no attribute', 'A = 1\n  nonsense here\nB = 2\n', ['RECORD_LINE_INVALID 2:3']],
    ['a template section', '[cluster x]\n', ['RECORD_LINE_INVALID 1:1']],
    ['an assignment of templates', 'A := 1\n', ['RECORD_LINE_INVALID 1:1']],
    ['a missing value', 'A =\nB = 2\n', ['INVALID_EXPRESSION 1:4']],
    ['a string that is not closed', 'A = "x\nB = 2\n', ['UNTERMINATED_STRING 1:5']],
    ['a list that is not closed', 'A = {1,\n2\n\nB = 3\n', ['INVALID_EXPRESSION 2:2']],
    ['a fault on a later line of a list', 'A = {1,\n  ^}\n', ['UNEXPECTED_CHARACTER 2:3']],
    ['more than one value', 'A = 1 2\n', ['INVALID_EXPRESSION 1:7']],
    ['a version without quotes', 'Version = 1.2.3\n', ['MALFORMED_NUMBER 1:11']],
    ['a time that is none', 'A = `soon`\n', ['INVALID_TIME 1:5']],
    ['an attribute twice', 'Name = 1\nname = 2\n\nName = 3\n', ['ATTRIBUTE_DUPLICATE 2:8']],
    ['a NUL byte', 'A = 1\nB = "\0"\n', ['NOT_TEXT 2:6']],
    ['bytes that are not UTF-8', 'A = "\ufffd"\n', ['NOT_UTF8 1:6']],
    [
      'every fault',
      'A\nB = (\nC = "ok"\nC = `x`\n',
      ['RECORD_LINE_INVALID 1:1', 'INVALID_EXPRESSION 2:6', 'ATTRIBUTE_DUPLICATE 4:5', 'INVALID_TIME 4:5'],
    ],
  ])('reports %s', (_what, text, expected) => {
    expect(faults(text)).toEqual(expected)
  })

  it('goes on with the next record behind a list that is not closed', () => {
    const { records } = parseRecords('f', 'A = {1,\n2\n\nB = 3\n')

    expect(records.map(({ line }) => line)).toEqual([1, 4])
    expect(records[0]?.attributes).toMatchObject([{ name: 'A', isUnreadable: true }])
  })

  it('lists the first thousand faults and counts the others', () => {
    const { faults } = parseRecords('f', 'bad\n'.repeat(5_000))

    expect(faults).toHaveLength(1_001)
    expect(faults.at(-1)).toMatchObject({
      code: 'TOO_MANY_FAULTS',
      message: '4000 more errors are not listed: correct those above first',
    })
  })

  it.each([
    ['open lists', 'A = {\n'],
    ['open comments', 'A = /*\n'],
    ['open strings', 'A = "\n'],
    ['brackets on one line', '{'.repeat(50)],
    ['attributes of one record', 'AB'],
  ])('takes linear time for 100,000 lines of %s', (_what, line) => {
    const text =
      line === 'AB'
        ? Array.from({ length: 100_000 }, (_, i) => `A${i} = ${i}\n`).join('')
        : line.repeat(100_000)

    const { records, faults } = parseRecords('f', text)

    expect(records.length + faults.length).toBeGreaterThan(0)
  })
})
