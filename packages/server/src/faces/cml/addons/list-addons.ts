import type { Addon } from '@ingot/contract'
import { readPaging } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted } from '../search.ts'

const filter = {
  identifier: 'equals',
  component: 'equals',
  display_name: 'contains',
  status: 'equals',
} as const

/** The API documents none: by these a person would sort. */
const sortKeys = ['id', ...Object.keys(filter), 'created_at']

/** An addon as the API shows it. */
export function wireAddon({ id, identifier, component, displayName, status, reason, created }: Addon) {
  return {
    id,
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
  filter,
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], filter)
    const { moment, page } = readPaging('runtimeaddons', query)
    const { addons, ...stamp } = await invoke('listAddons', { query: moment })
    const found = sorted(addons.map(wireAddon).filter(test), query['sort'], sortKeys)
    const { items, next_page_token } = page(found, stamp)
    return { runtime_addons: items, next_page_token }
  },
}
