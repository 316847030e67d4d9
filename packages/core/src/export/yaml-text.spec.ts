import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { oddNames } from './sample-entries.ts'
import { printYaml, type YamlValue } from './yaml-text.ts'

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...oddNames))
const value = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value

describe('printYaml()', () => {
  it.each(['1.1', '1.2'] as const)('prints what a reader of YAML %s takes for the same value', (version) => {
    fc.assert(
      fc.property(value, (given) => {
        expect(parse(printYaml(given), { version })).toEqual(JSON.parse(JSON.stringify(given)))
      }),
    )
  })

  it.each(oddNames)('keeps %j a text, as a value and as a name', (odd) => {
    expect(parse(printYaml({ [odd]: odd }), { version: '1.1' })).toEqual(Object.fromEntries([[odd, odd]]))
  })

  it('leaves names and paths unquoted, and members without a value out', () => {
    expect(printYaml({ kind: 'CloudProfile', path: '/etc/ingot', none: undefined, list: [] })).toBe(
      'kind: CloudProfile\npath: /etc/ingot\nlist: []\n',
    )
  })

  it('nests lists and maps', () => {
    expect(printYaml({ a: [{ b: '1', c: ['x'] }, {}] })).toBe('a:\n  - b: "1"\n    c:\n      - x\n  - {}\n')
  })
})
