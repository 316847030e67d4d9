import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { LayeredMap } from './layered-map.ts'

const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'propertyIsEnumerable', 'hasOwnProperty')
const value = fc.option(fc.record({ n: fc.nat() }))

it('does what a native map does, and leaves its versions alone', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.tuple(key, value))), (steps) => {
      let map = new LayeredMap<{ n: number }>()
      const model = new Map<string, { n: number }>()
      for (const step of steps) {
        const before = map
        const held = [...before.values()]
        map = map.with(new Map(step))
        for (const [key, value] of new Map(step)) {
          if (value === null) model.delete(key)
          else model.set(key, value)
        }
        expect(map.size).toBe(model.size)
        expect(new Set(map.values())).toEqual(new Set(model.values()))
        for (const name of ['a', '__proto__', 'propertyIsEnumerable', 'toString']) {
          expect(map.get(name)).toBe(model.get(name))
        }
        expect([...before.values()]).toEqual(held)
      }
    }),
  )
})

it('folds its layer and stays right over many changes', () => {
  let map = new LayeredMap<{ n: number }>()
  for (let n = 0; n < 3000; n += 1)
    map = map.with(
      new Map([
        [`k${n}`, { n }],
        [`k${n - 500}`, null],
      ]),
    )

  expect(map.size).toBe(500)
  expect([...map.values()].map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 500 }, (_, n) => 2500 + n),
  )
})

it('takes keys whose hashes collide', () => {
  const colliding = Array.from({ length: 2 ** 14 }, (_, n) =>
    n.toString(2).padStart(14, '0').replaceAll('0', 'Aa').replaceAll('1', 'BB'),
  )
  const begin = performance.now()

  const map = new LayeredMap<{ n: number }>().with(new Map(colliding.map((key, n) => [key, { n }])))

  expect(map.get(colliding.at(-1) ?? '')).toEqual({ n: colliding.length - 1 })
  expect(performance.now() - begin).toBeLessThan(1000)
})
