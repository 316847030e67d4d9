/** `order`: everything, each behind what it needs. `circles`: those that need each other in a circle, in its order. */
export interface NeedOrder<T> {
  readonly order: readonly T[]
  readonly circles: readonly (readonly T[])[]
}

/** Of more circles than this only where they close is told; their whole length would add up to quadratic work. */
const mostWhole = 100

/**
 * Sorts things so that each comes after the things it needs. A need that would close a circle is reported and passed
 * over, so the order always holds everything once. Works without recursion: a chain may be of any length.
 */
export function orderByNeed<T>(all: Iterable<T>, needs: (item: T) => readonly T[]): NeedOrder<T> {
  const order: T[] = []
  const circles: T[][] = []
  const state = new Map<T, 'open' | 'done'>()
  for (const start of all) {
    if (state.has(start)) continue
    const path = [{ item: start, needs: needs(start), next: 0 }]
    state.set(start, 'open')
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const need = top.needs[top.next++]
      if (need === undefined) {
        state.set(top.item, 'done')
        order.push(top.item)
        path.pop()
      } else if (state.get(need) === 'open') {
        circles.push(circles.length < mostWhole ? wholeCircle(path, need) : [need, top.item])
      } else if (!state.has(need)) {
        state.set(need, 'open')
        path.push({ item: need, needs: needs(need), next: 0 })
      }
    }
  }
  return { order, circles }
}

function wholeCircle<T>(path: readonly { readonly item: T }[], first: T): T[] {
  const from = path.findLastIndex(({ item }) => item === first)
  return path.slice(from).map(({ item }) => item)
}
