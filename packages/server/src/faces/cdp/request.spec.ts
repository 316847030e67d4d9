import { IngotError } from '@ingot/contract'
import fc from 'fast-check'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { readRequest } from './request.ts'

const schema = Type.Object({
  name: Type.String(),
  flag: Type.Optional(Type.Boolean()),
  image: Type.Optional(Type.Object({ id: Type.Optional(Type.String()) })),
  names: Type.Optional(Type.Array(Type.String())),
  pairs: Type.Optional(Type.Array(Type.Object({ key: Type.String() }))),
})

function read(body: string | Uint8Array): unknown {
  return readRequest(schema, typeof body === 'string' ? Buffer.from(body) : body)
}

function refusal(body: string | Uint8Array): IngotError {
  try {
    read(body)
  } catch (error) {
    if (error instanceof IngotError) return error
    throw error
  }
  throw new Error('Nothing was refused')
}

describe('a request', () => {
  it.each([
    ['members that are given', '{"name":"a","flag":true}', { name: 'a', flag: true }],
    ['no members that are null or empty', '{"name":"a","flag":null,"image":{"id":""}}', { name: 'a' }],
    [
      'no members that the model does not have',
      '{"name":"a","x":1,"image":{"id":"i","y":2}}',
      { name: 'a', image: { id: 'i' } },
    ],
    ['no empty texts of a list', '{"name":"a","names":["","b",null]}', { name: 'a', names: ['b'] }],
    ['an object that was given empty', '{"name":"a","image":{}}', { name: 'a', image: {} }],
    ['a text after a byte order mark', '\uFEFF{"name":"a"}', { name: 'a' }],
    ['the last of members of one name', '{"name":"a","name":"b"}', { name: 'b' }],
  ])('has %s', (_, body, expected) => {
    expect(read(body)).toEqual(expected)
  })

  it('is an empty object where the body is empty', () => {
    const empty = Type.Object({})

    expect(readRequest(empty, undefined)).toEqual({})
    expect(readRequest(empty, Buffer.from(' \n'))).toEqual({})
  })

  it.each([
    ['[]', 'The body must be a JSON object, but is an array'],
    ['null', 'The body must be a JSON object, but is null'],
    ['"text"', 'The body must be a JSON object, but is a string'],
    ['{"name":', 'The body is not JSON: expected an object such as {}'],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 'The body is not UTF-8 text'],
    [`${'{"image":'.repeat(40)}1${'}'.repeat(40)}`, 'The body is nested more than 32 levels deep'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'The body must be a JSON object, but is an array'],
  ])('is refused where the body is %s', (body, message) => {
    expect(refusal(body)).toMatchObject({ code: 'INVALID_REQUEST', message })
  })

  it('is refused with every fault, and an unfilled item of a list is one', () => {
    const { faults } = refusal('{"flag":"yes","image":7,"pairs":[{"key":""},{"key":1}]}')

    expect(faults.map(({ path, message }) => [path, message])).toEqual([
      ['/name', "The parameter 'name' is required"],
      ['/flag', "The parameter 'flag' must be a boolean, but is 'yes'"],
      ['/image', "The parameter 'image' must be an object, but is 7"],
      ['/pairs/0/key', "The parameter 'pairs[0].key' is required"],
      ['/pairs/1/key', "The parameter 'pairs[1].key' must be a string, but is 1"],
    ])
  })

  it('takes no harm from members that objects have of themselves', () => {
    const given = '{"name":"a","__proto__":{"flag":true},"image":{"__proto__":{"id":"x"},"constructor":1}}'
    const request = readRequest(schema, Buffer.from(given))

    expect(request.flag).toBeUndefined()
    expect(request.image?.id).toBeUndefined()
    expect(Object.getPrototypeOf(request)).toBe(Object.prototype)
    expect(() => readRequest(schema, Buffer.from('{"constructor":1,"toString":2}'))).toThrow(IngotError)
  })

  it('reads any JSON or refuses it, and never fails otherwise', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.string().map((name) => JSON.stringify({ name })),
        ),
        (body) => {
          try {
            expect(read(body)).toHaveProperty('name')
          } catch (error) {
            expect(error).toMatchObject({ code: 'INVALID_REQUEST' })
          }
        },
      ),
    )
  })
})
