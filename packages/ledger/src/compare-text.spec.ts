import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareText } from './compare-text.ts'

it('orders as the bytes of UTF-8 do', () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
  )
})

it.each([
  ['', 'a', -1],
  ['a', 'a', 0],
  ['ab', 'a', 1],
  ['\uffff', '\u{10000}', -1],
  ['\u{1F4BF}', '\ue000', 1],
])('compares %j with %j', (a, b, expected) => {
  expect(Math.sign(compareText(a, b))).toBe(expected)
})
