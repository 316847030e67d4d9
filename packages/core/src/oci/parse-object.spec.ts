import { describe, expect, it } from 'vitest'
import { DEEPEST_JSON } from '../json/json-events.ts'
import { parseObject } from './parse-object.ts'

const parse = (text: string | Uint8Array) => parseObject(Buffer.from(text), 'a manifest')

describe('parseObject()', () => {
  it('reads a JSON object, with members of any name', () => {
    expect(parse('{"a": [1, {"b": "c"}], "": {}, "0": 1}').object).toEqual({
      a: [1, { b: 'c' }],
      '': {},
      '0': 1,
    })
    expect(Object.keys(parse('{"__proto__": {"a": 1}, "constructor": 1}').object ?? {})).toEqual([
      '__proto__',
      'constructor',
    ])
  })

  it.each([
    ['nothing', '', /JSON in UTF-8/],
    ['half of it', '{"a": ', /JSON in UTF-8/],
    ['what is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /JSON in UTF-8/],
    ['a list', '[]', /as a JSON object, got a list/],
    ['a member that is given twice', '{"a": 1, "a": 1}', /each member of a manifest once, got "a" twice/],
    ['one that is written otherwise', String.raw`{"config": {}, "c\u006fnfig": {}}`, /got "config" twice/],
    ['one further below', '{"x": [1, {"y": {"b": {}, "c": 1, "b": {}}}]}', /got "b" twice in one object/],
    ['members of the language, twice', '{"__proto__": {}, "__proto__": {}}', /got "__proto__" twice/],
    ['more levels than are read', '{"a": '.repeat(DEEPEST_JSON + 1), /at most 50 deep/],
    ['a million levels', `{"a": ${'['.repeat(1_000_000)}`, /at most 50 deep/],
    ['many small values', `{"a": [${'{},'.repeat(200_000)}1]}`, /at most 200000 values/],
  ])('refuses %s with a sentence', (_, text, sentence) => {
    const { object, fault } = parse(text)

    expect(object).toBeUndefined()
    expect(fault).toMatch(sentence)
  })

  it('takes as many levels as are read', () => {
    const text = `${'{"a": '.repeat(DEEPEST_JSON)}1${'}'.repeat(DEEPEST_JSON)}`

    expect(parse(text).fault).toBeUndefined()
  })
})
