import type { Addon } from '@ingot/contract'
import { pageOf, pageRevision } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted } from '../search.ts'

const keys = {
  identifier: 'equals',
  component: 'equals',
  display_name: 'contains',
  status: 'equals',
} as const

/** An addon as the API shows it. */
export function wireAddon({ id, identifier, component, displayName, status, reason, created }: Addon) {
  return {
    id: String(id),
    identifier,
    component,
    display_name: displayName,
    status,
    manageable: true,
    created_at: created,
    reason: reason ?? '',
  }
}

/** `GET /runtimeaddons` (cml §11.4). */
export const listAddons: WireRoute = {
  method: 'GET',
  path: '/runtimeaddons',
  summary: 'List runtime addons',
  permission: 'runtime:read',
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], keys)
    const at = pageRevision(query)
    const { addons, revision } = await invoke('listAddons', {
      query: at === undefined ? {} : { at: String(at) },
    })
    const found = sorted(addons.map(wireAddon).filter(test), query['sort'], Object.keys(keys))
    const { items, next_page_token } = pageOf(found, query, revision)
    return { runtime_addons: items, next_page_token }
  },
}
