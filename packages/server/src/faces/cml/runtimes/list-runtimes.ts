import type { RuntimeView } from '@ingot/contract'
import type { Invoke } from '../../invoke.ts'
import { pageOf, pageRevision } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted, type Comparison } from '../search.ts'
import { wireRuntime } from './wire-runtime.ts'

/** Whole values, but for descriptions, in which people look for words: "Workbench" is not to mean "PBJ Workbench". */
const keys: Readonly<Record<string, Comparison>> = {
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
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], keys)
    const at = pageRevision(query)
    const { runtimes, revision } = await everyRuntime(invoke, at)
    const found = sorted(runtimes.map(wireRuntime).filter(test), query['sort'], Object.keys(keys))
    const { items, next_page_token } = pageOf(found, query, revision)
    return { runtimes: items, next_page_token }
  },
}

/** All runtimes at a revision; the operation gives so many at a time. */
export async function everyRuntime(
  invoke: Invoke,
  at?: number,
): Promise<{ runtimes: RuntimeView[]; revision: number }> {
  const runtimes: RuntimeView[] = []
  let pinned = at
  let after: string | undefined
  for (;;) {
    const page = await invoke('listRuntimes', {
      query: {
        limit: 10_000,
        ...(pinned === undefined ? {} : { at: String(pinned) }),
        ...(after === undefined ? {} : { after }),
      },
    })
    runtimes.push(...page.runtimes)
    if (page.next === undefined) return { runtimes, revision: page.revision }
    pinned ??= page.revision
    after = page.next
  }
}
