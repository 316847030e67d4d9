import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PathTable } from './path-table.ts'

describe('PathTable', () => {
  it('remembers what was set last for each path', () => {
    const writes = fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.integer({ min: 1 }), fc.nat()), {
      maxLength: 3000,
    })
    fc.assert(
      fc.property(writes, (list) => {
        const [table, expected] = [new PathTable(), new Map<string, readonly [number, number]>()]
        for (const [path, attributes, link] of list) {
          table.set(path, attributes, link)
          expected.set(path, [attributes, link])
        }

        expect(table.size).toBe(expected.size)
        for (const [path, [attributes, link]] of expected) {
          expect([table.attributes(path), table.link(path)]).toEqual([attributes, link])
        }
        expect(table.attributes('never set')).toBe(0)
      }),
    )
  })

  it('tells half a million paths apart', () => {
    const table = new PathTable()
    const path = (index: number) => `usr/lib/python3/dist-packages/package-${index % 1000}/module_${index}.py`
    for (let index = 0; index < 500_000; index += 1) table.set(path(index), index + 1, 0)

    expect(table.size).toBe(500_000)
    for (let index = 0; index < 500_000; index += 997) expect(table.attributes(path(index))).toBe(index + 1)
    expect(table.attributes(path(500_000))).toBe(0)
  })
})
