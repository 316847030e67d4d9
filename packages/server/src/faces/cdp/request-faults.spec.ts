import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { requestFaults } from './request-faults.ts'

const name = Type.String({
  minLength: 1,
  maxLength: 5,
  pattern: '^[a-z]+$',
  lengthMessage: 'The length must be between 1 and 5',
  patternMessage: 'Only letters',
})

const schema = Type.Object({
  name,
  kind: Type.Optional(Type.Enum(['A', 'B'])),
  count: Type.Optional(Type.Integer()),
  items: Type.Optional(
    Type.Array(Type.Object({ code: Type.String({ minLength: 2, maxLength: 3 }) }), { maxItems: 2 }),
  ),
})

describe('faults of a request', () => {
  it.each([
    [{ name: 'abc', kind: 'A', count: 3, items: [{ code: 'xy' }] }, []],
    [{}, ['The length must be between 1 and 5']],
    [{ name: 'abcdef' }, ['The length must be between 1 and 5']],
    [{ name: 'a1' }, ['Only letters']],
    [{ name: 'a', kind: 'a' }, ["The parameter 'kind' must be one of A, B, but is 'a'"]],
    [{ name: 'a', kind: 1 }, ["The parameter 'kind' must be one of A, B, but is 1"]],
    [{ name: 'a', count: 1.5 }, ["The parameter 'count' must be an integer, but is 1.5"]],
    [{ name: 'a', count: 1e300 }, ["The parameter 'count' must be an integer, but is 1e+300"]],
    [{ name: 'a', count: '1' }, ["The parameter 'count' must be an integer, but is '1'"]],
    [{ name: 'a', items: {} }, ["The parameter 'items' must be an array, but is an object"]],
    [{ name: 'a', items: [[]] }, ["The parameter 'items[0]' must be an object, but is an array"]],
    [
      { name: 'a', items: [{ code: 'x' }] },
      ["The parameter 'items[0].code' must have 2 to 3 characters, but has 1"],
    ],
    [{ name: 'a', items: [{}, {}, {}] }, ["The parameter 'items' has 3 items; at most 2 fit"]],
    [
      { name: 7, kind: 'C' },
      [
        "The parameter 'name' must be a string, but is 7",
        "The parameter 'kind' must be one of A, B, but is 'C'",
      ],
    ],
  ])('of %j are %j', (request, messages) => {
    expect(requestFaults(schema, request).map(({ message }) => message)).toEqual(messages)
  })

  it('show no long text', () => {
    const [fault] = requestFaults(schema, { name: 'a', kind: 'x'.repeat(101) })

    expect(fault?.message).toBe("The parameter 'kind' must be one of A, B, but is a string")
  })
})
