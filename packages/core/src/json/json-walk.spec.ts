import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEEPEST_JSON, JsonSyntaxError, readJsonEvents } from './json-events.ts'
import { pointer, pointerSteps } from './json-pointer.ts'
import { findDuplicateMembers, locateJson } from './json-walk.ts'
import { measureJson } from './measure-json.ts'

/** Every value in a JSON value by its pointer. */
function allValues(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  const inner = Object.entries(value).flatMap(([step, item]) => allValues(item, pointer(path, step)))
  return [[path, value], ...inner]
}

function countMembers(value: unknown): number {
  const objects = allValues(value).map(([, item]) => item)
  return objects
    .filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    .reduce((sum: number, item) => sum + Object.keys(item as object).length, 0)
}

const silent = {
  begin: () => undefined,
  end: () => undefined,
  member: () => undefined,
  scalar: () => undefined,
}

function isRead(text: string): boolean {
  try {
    readJsonEvents(text, silent)
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(JsonSyntaxError)
    return false
  }
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const json = fc.json({ maxDepth: 6 })

describe('a JSON text', () => {
  it('is one exactly where the engine says so', () => {
    const mutated = fc
      .tuple(
        json,
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('', '"', '\\', ',', ':', '[', ']', '{', '}', '0', '-', 'e', '\n'),
      )
      .map(([text, at, cut, put]) => {
        const offset = at % (text.length + 1)
        return text.slice(0, offset) + put + text.slice(offset + cut)
      })
    fc.assert(
      fc.property(mutated, (text) => {
        expect(isRead(text)).toBe(isParsed(text))
      }),
    )
  })

  it('is measured without being parsed', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2, '\t'), (text, space) => {
        const value: unknown = JSON.parse(text)
        const printed = JSON.stringify(value, undefined, space)
        expect(measureJson(printed)).toEqual({
          members: countMembers(value),
          values: expect.toSatisfy((values: number) => values >= allValues(value).length),
          tooDeepAt: undefined,
        })
      }),
    )
  })

  it.each([
    ['quotes and brackets in strings', String.raw`{"a\"[:\\": "]:{"}`, 1],
    ['backslashes at the end of strings', String.raw`{"a": "\\", "b": "\\\\", "c": 1}`, 3],
    ['members that are written twice', '{"a": 1, "a": 2}', 2],
    ['a string that is not closed', '{"a": "b: c: d', 1],
  ])('is measured right where it has %s', (_what, text, members) => {
    expect(measureJson(text)).toMatchObject({ members, tooDeepAt: undefined })
  })

  it('is bounded in depth', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

    expect(measureJson(nested(DEEPEST_JSON)).tooDeepAt).toBeUndefined()
    expect(measureJson(nested(DEEPEST_JSON + 1)).tooDeepAt).toBe(DEEPEST_JSON)
    expect(isRead(nested(DEEPEST_JSON))).toBe(true)
    expect(isRead('['.repeat(1_000_000))).toBe(false)
  })

  it('is measured in linear time', () => {
    const started = performance.now()
    for (const part of ['\\', '\\"', '"', '[', ':', String.raw`\\"`])
      measureJson(`"${part.repeat(1_000_000)}`)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('locateJson()', () => {
  it('finds the value of every pointer', () => {
    fc.assert(
      fc.property(json, (text) => {
        const printed = JSON.stringify(JSON.parse(text))
        const values = allValues(JSON.parse(text))
        const found = locateJson(
          printed,
          values.map(([path]) => path),
        )
        for (const [path, value] of values) {
          expect(printed.slice(found.get(path)).startsWith(JSON.stringify(value))).toBe(true)
        }
      }),
    )
  })

  it('tells the last of members that are written twice, and nothing of what is not there', () => {
    const found = locateJson('{"a": 1, "b": [2, {"a/~": 3}], "a": 4}', ['/a', '/b/1/a~1~0', '/b/2', '/c'])
    expect(Object.fromEntries(found)).toEqual({ '/b/1/a~1~0': 26, '/a': 36 })
  })
})

describe('findDuplicateMembers()', () => {
  it('finds them at any depth, with the place of the second', () => {
    const text = '{"a": {"b": 1, "b": 2}, "c": [{}, {"d": 1, "\\u0064": 2}], "a": 3}'
    expect(findDuplicateMembers(text, 10)).toEqual([
      { name: 'b', path: '/a/b', offset: 15 },
      { name: 'd', path: '/c/1/d', offset: 43 },
      { name: 'a', path: '/a', offset: 58 },
    ])
  })

  it('finds none where a name is used in several objects', () => {
    expect(findDuplicateMembers('[{"a": {"a": 1}}, {"a": 2}]', 10)).toEqual([])
  })

  it('finds no more than are asked for', () => {
    expect(findDuplicateMembers(`{"a": 0${', "a": 1'.repeat(100)}}`, 7)).toHaveLength(7)
  })
})

describe('pointer()', () => {
  it('is read back as its steps', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (steps) => {
        expect(pointerSteps(pointer('', ...steps))).toEqual(steps)
      }),
    )
  })
})
