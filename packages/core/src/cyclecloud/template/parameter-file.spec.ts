import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printValue } from '../expression/print.ts'
import { parseParameterFile } from './parameter-file.ts'

function read(file: string, text: string): Record<string, string> {
  const { parameters } = parseParameterFile(file, text)
  return Object.fromEntries(
    [...parameters].map(([name, value]) => [name, typeof value === 'string' ? value : printValue(value)]),
  )
}

describe('parseParameterFile()', () => {
  it('reads typed values from JSON', () => {
    const text = '{"a": "1.10", "b": 3, "c": 1.5, "d": true, "e": null, "f": ["x", 1], "g": {"Key": "v"}}'

    expect(read('P.JSON', text)).toEqual({
      a: '"1.10"',
      b: '3',
      c: '1.5',
      d: 'true',
      e: 'undefined',
      f: '{"x", 1}',
      g: '[Key = "v"]',
    })
  })

  it.each([
    ['a=1', { a: '1' }],
    ['a = 1\r\nb:2\rc 3', { a: '1', b: '2', c: '3' }],
    ['  # comment\n! comment\n\na=# no comment', { a: '# no comment' }],
    ['a = one, \\\n    two', { a: 'one, two' }],
    ['a = ends with \\\\\nb = 1', { a: 'ends with \\', b: '1' }],
    ['a\\=b\\:c\\ d = x', { 'a=b:c d': 'x' }],
    ['a = \\u00e9\\t\\"', { a: 'é\t"' }],
    ['a', { a: '' }],
    ['a = 1\na = 2', { a: '2' }],
    ['a = \\', { a: '' }],
    ['\uFEFFa = $b ${c}', { a: '$b ${c}' }],
  ])('reads the properties %j', (text, expected) => {
    expect(read('p.properties', text)).toEqual(expected)
  })

  it.each([
    ['p.txt', 'a=1', 'UNKNOWN_FILE_TYPE', undefined],
    ['p.json', '[1]', 'INVALID_PARAMETER_FILE', undefined],
    ['p.json', '', 'INVALID_PARAMETER_FILE', undefined],
    ['p.json', '{"a": 1,\n "b" 2}', 'INVALID_PARAMETER_FILE', 2],
    ['p.properties', 'a=1\nb=\\u12', 'INVALID_PARAMETER_FILE', 2],
  ])('reports %s with %j as %s', (file, text, code, line) => {
    const { faults } = parseParameterFile(file, text)

    expect(faults.map((fault) => [fault.code, fault.file, fault.line])).toEqual([[code, file, line]])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom('p.json', 'p.properties'), fc.string({ unit: 'binary' }), (file, text) => {
        expect(parseParameterFile(file, text).parameters).toBeInstanceOf(Map)
      }),
    )
    expect(
      parseParameterFile('p.json', `{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`).parameters.size,
    ).toBe(1)
  })
})
