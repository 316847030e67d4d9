import { describe, expect, it } from 'vitest'
import { parseJsonRecords } from './parse-json-records.ts'

function attributes(text: string): string[][] {
  const { records, faults } = parseJsonRecords('f.json', text)
  expect(faults).toEqual([])
  return records.map((record) => record.attributes.map(({ name, text }) => `${name}=${text}`))
}

function faults(text: string): string[] {
  return parseJsonRecords('f.json', text).faults.map(({ code, line, column }) => `${code} ${line}:${column}`)
}

describe('parseJsonRecords()', () => {
  it.each([
    ['one object', '{"AdType": "Package", "Size": 30}', [['AdType="Package"', 'Size=30']]],
    ['an array of objects', '[{"A": 1}, {"A": 2}]', [['A=1'], ['A=2']]],
    ['nothing', '[]', []],
    [
      'numbers as written',
      '{"A": 1.10, "B": 30.0, "C": -1e5, "D": 12345678901234567890123}',
      [['A=1.10', 'B=30.0', 'C=-1e5', 'D=12345678901234567890123']],
    ],
    [
      'null, booleans, lists and records',
      '{"A": null, "B": [true, {"c d": [1.10]}]}',
      [['A=undefined', "B={true, ['c d' = {1.10}]}"]],
    ],
    ['strings with escapes', String.raw`{"A": "a\"\u0041\n"}`, [[String.raw`A="a\"A\n"`]]],
    ['a byte order mark', '\ufeff{"A": 1}', [['A=1']]],
    ['names as in objects', '{"__proto__": {"constructor": 1}}', [['__proto__=[constructor = 1]']]],
  ])('reads %s', (_what, text, expected) => {
    expect(attributes(text)).toEqual(expected)
  })

  it('gives the place of records and values', () => {
    const { records } = parseJsonRecords('f.json', '[\n  {"A": "x",\n   "B": 2}\n]')

    expect(records).toMatchObject([
      {
        file: 'f.json',
        line: 2,
        attributes: [
          { name: 'A', line: 2, column: 9 },
          { name: 'B', line: 3, column: 9 },
        ],
      },
    ])
  })

  it.each([
    ['an empty file', '', ['INVALID_JSON 1:1']],
    ['text behind the end', '{} x', ['INVALID_JSON 1:4']],
    ['a missing comma', '{"A": 1\n "B": 2}', ['INVALID_JSON 2:2']],
    ['a trailing comma', '[1,]', ['INVALID_JSON 1:4']],
    ['a bare name', '{A: 1}', ['INVALID_JSON 1:2']],
    ['an open string', '{"A": "x\n}', ['INVALID_JSON 1:7']],
    ['an unknown escape', String.raw`{"A": "\x"}`, ['INVALID_JSON 1:7']],
    [
      'values that are no records',
      '[1, "x", {"A": 1}, []]',
      ['RECORD_INVALID 1:2', 'RECORD_INVALID 1:5', 'RECORD_INVALID 1:20'],
    ],
    [
      'attributes given twice, also inside',
      '{"A": 1, "a": [{"b": 1, "B": 2}]}',
      ['ATTRIBUTE_DUPLICATE 1:10', 'ATTRIBUTE_DUPLICATE 1:25'],
    ],
    ['an empty name', '{"": 1}', ['RECORD_INVALID 1:2']],
    ['a number without end', '{"A": 1e999}', ['NUMBER_TOO_LARGE 1:7']],
    ['a NUL byte', '{"A": "\0"}', ['NOT_TEXT 1:8']],
    ['deep nesting', '['.repeat(100_000), ['INVALID_JSON 1:52']],
    ['deep objects', '{"a":'.repeat(100_000), ['INVALID_JSON 1:256']],
  ])('reports %s', (_what, text, expected) => {
    expect(faults(text)).toEqual(expected)
  })
})
