import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearestName } from './nearest-name.ts'

describe('nearestName()', () => {
  it.each([
    ['requied', ['required', 'order'], 'required'],
    ['imagenmae', ['imagename', 'image'], 'imagename'],
    ['lable', ['label'], 'label'],
    ['label', ['label'], undefined],
    ['name', ['node'], undefined],
    ['node', ['nodes'], 'nodes'],
    ['something', ['else'], undefined],
  ])('finds for %s among %j %s', (name, names, expected) => {
    expect(nearestName(name, names)).toBe(expected)
  })

  it('measures a distance that is symmetric, and zero only for the same name', () => {
    const names = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
      }),
    )
  })
})
