/**
 * Maps items, at most `limit` of them at the same time, and answers in their order. The first failure is thrown; the
 * signal that each gets ends what is under way then.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  outer: AbortSignal | undefined,
  map: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const controller = new AbortController()
  const pass = () => controller.abort(outer?.reason)
  if (outer?.aborted === true) pass()
  outer?.addEventListener('abort', pass, { once: true })
  const results: Result[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < items.length && !controller.signal.aborted) {
      const index = next++
      const item = items[index]
      if (item !== undefined) results[index] = await map(item, controller.signal)
    }
  }
  try {
    await Promise.all(Array.from({ length: limit }, work))
    controller.signal.throwIfAborted()
    return results
  } catch (error) {
    controller.abort(error)
    throw error
  } finally {
    outer?.removeEventListener('abort', pass)
  }
}
