import { describe, expect, it } from 'vitest'
import { readBody } from './read-body.ts'

const bytes = (text: string) => Buffer.from(text)

describe('readBody()', () => {
  it.each([
    [undefined, {}],
    [bytes(''), {}],
    [bytes('{}'), {}],
    [bytes(' {"a":[1]} '), { a: [1] }],
    [bytes('\uFEFF{"a":1}'), { a: 1 }],
    [bytes(`{"a":${'['.repeat(15)}${']'.repeat(15)}}`), { a: expect.any(Array) }],
  ])('of a body is an object (%#)', (body, expected) => {
    expect(readBody(body)).toEqual(expected)
  })

  it.each([
    [bytes('null'), 'Expected the body as a JSON object'],
    [bytes('[]'), 'Expected the body as a JSON object'],
    [bytes('"a"'), 'Expected the body as a JSON object'],
    [bytes('{'), 'The body is not JSON in UTF-8'],
    [bytes('a=1&b=2'), 'The body is not JSON in UTF-8'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'The body is not JSON in UTF-8'],
    [bytes(`{"a":${'['.repeat(16)}${']'.repeat(16)}}`), 'nested more than 16 levels'],
    [bytes(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'nested more than 16 levels'],
  ])('of what is no object is refused (%#)', (body, message) => {
    expect(() => readBody(body)).toThrow(message)
  })
})
