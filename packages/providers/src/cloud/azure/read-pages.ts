import { CloudError } from '../cloud-error.ts'
import type { AzureClient } from './azure-client.ts'

/** More pages than any list has: a list that goes on for ever is none. */
const mostPages = 10_000

/**
 * All that `read` makes of the items of a list, page by page, so that no page is kept; without what it leaves out. What
 * was deleted since it was listed has no items.
 */
export async function readAllPages<Item, Value>(
  client: AzureClient,
  signal: AbortSignal,
  start: () => AsyncIterableIterator<Item[]>,
  read: (item: Item) => Value | undefined,
): Promise<Value[]> {
  const all = await client.askFor(signal, false, async () => {
    const values: Value[] = []
    let pages = 0
    for await (const page of start()) {
      pages += 1
      if (pages > mostPages)
        throw new CloudError('invalid', `Azure tells more than ${mostPages} pages of a list`)
      for (const item of page) {
        const value = read(item)
        if (value !== undefined) values.push(value)
      }
    }
    return values
  })
  return all ?? []
}
