import type { RuntimeView, Stamp } from '@ingot/contract'
import type { Invoke } from '../../invoke.ts'
import { readPaging } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted, type FilterKeys } from '../search.ts'
import { wireRuntime } from './wire-runtime.ts'

/** Whole values, but for descriptions, in which people look for words: "Workbench" is not to mean "PBJ Workbench". */
const filter: FilterKeys = {
  image_identifier: 'equals',
  editor: 'equals',
  kernel: 'equals',
  edition: 'equals',
  description: 'contains',
  full_version: 'equals',
  status: 'equals',
}

/** `GET /runtimes` (cml §11.1): filter, sort and paging. */
export const listRuntimes: WireRoute = {
  method: 'GET',
  path: '/runtimes',
  summary: 'List runtimes',
  permission: 'runtime:read',
  filter,
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], filter)
    const { moment, page } = readPaging('runtimes', query)
    const { runtimes, stamp } = await everyRuntime(invoke, moment)
    const found = sorted(runtimes.map(wireRuntime).filter(test), query['sort'], Object.keys(filter))
    const { items, next_page_token } = page(found, stamp)
    return { runtimes: items, next_page_token }
  },
}

/** All runtimes at a moment, the present one unless given; the operation gives so many at a time. */
export async function everyRuntime(
  invoke: Invoke,
  moment: { at?: string } = {},
): Promise<{ runtimes: readonly RuntimeView[]; stamp: Stamp }> {
  const runtimes: RuntimeView[] = []
  let query: { limit: number; at?: string; after?: string } = { limit: 10_000, ...moment }
  for (;;) {
    const { runtimes: some, next, ...stamp } = await invoke('listRuntimes', { query })
    for (const runtime of some) runtimes.push(runtime)
    if (next === undefined) return { runtimes, stamp }
    query = { limit: query.limit, at: `${stamp.revision}@${stamp.at}`, after: next }
  }
}
