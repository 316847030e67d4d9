import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderByNeed } from './order-by-need.ts'

const graphs = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 10, maxLength: 10 })

describe('orderByNeed()', () => {
  it('puts everything once, behind what it needs unless that closes a circle', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { order, circles } = orderByNeed(graph.keys(), (item) => graph[item] ?? [])
        expect(order.toSorted((a, b) => a - b)).toEqual([...graph.keys()])
        const closing = new Set(circles.map((circle) => `${circle.at(-1)} ${circle[0]}`))
        for (const [item, needs] of graph.entries()) {
          for (const need of needs) {
            if (order.indexOf(need) >= order.indexOf(item)) expect(closing).toContain(`${item} ${need}`)
          }
        }
      }),
    )
  })

  it('reports only true circles', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const circle of orderByNeed(graph.keys(), (item) => graph[item] ?? []).circles) {
          for (const [index, item] of circle.entries()) {
            expect(graph[item]).toContain(circle[(index + 1) % circle.length])
          }
        }
      }),
    )
  })
})
