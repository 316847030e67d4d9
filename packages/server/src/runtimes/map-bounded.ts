/** Maps items in their order, so many at the same time. The first failure is thrown; no more are started then. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  parallel: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const work = async () => {
    while (next < items.length) {
      const index = next
      next += 1
      results[index] = await map(items[index] as Item)
    }
  }
  const workers = Array.from({ length: Math.min(parallel, items.length) }, work)
  try {
    await Promise.all(workers)
  } catch (error) {
    next = items.length
    await Promise.allSettled(workers)
    throw error
  }
  return results
}
