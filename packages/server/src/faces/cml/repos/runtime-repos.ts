import type { RuntimeRepo } from '@ingot/contract'
import { fieldsOf, nonEmpty } from '../fields.ts'
import { readPaging } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted } from '../search.ts'

const filter = { id: 'equals', name: 'contains', url: 'contains' } as const

function wireRepo({ id, name, url }: RuntimeRepo) {
  return { id, name, url }
}

/** `GET /runtimerepos` (cml §11.3): filter, sort and paging. */
export const listRepos: WireRoute = {
  method: 'GET',
  path: '/runtimerepos',
  summary: 'List Runtime Repos',
  permission: 'runtime:read',
  filter,
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], filter)
    const { moment, page } = readPaging('runtimerepos', query)
    const { repos, ...stamp } = await invoke('listRuntimeRepos', { query: moment })
    const found = sorted(repos.map(wireRepo).filter(test), query['sort'], Object.keys(filter))
    const { items, next_page_token } = page(found, stamp)
    return { runtimerepos: items, next_page_token }
  },
}

/** `POST /runtimerepos` (cml §11.3). */
export const createRepo: WireRoute = {
  method: 'POST',
  path: '/runtimerepos',
  summary: 'Register a Runtime Repo',
  permission: 'runtime:write',
  async answer({ body, invoke }) {
    const fields = fieldsOf(body)
    const given = { name: fields.required('name'), url: fields.required('url') }
    fields.done()
    return wireRepo((await invoke('addRuntimeRepo', { body: given })).repo)
  },
}

/** `PATCH /runtimerepos/{runtimerepo.id}` (cml §11.3). */
export const updateRepo: WireRoute = {
  method: 'PATCH',
  path: '/runtimerepos/:id',
  summary: 'Change a Runtime Repo',
  permission: 'runtime:write',
  async answer({ params, body, invoke }) {
    const fields = fieldsOf(body)
    const [name, url] = [nonEmpty(fields.text('name')), nonEmpty(fields.text('url'))]
    fields.done()
    const { repo } = await invoke('updateRuntimeRepo', {
      params: { repo: params['id'] ?? '' },
      body: { ...(name === undefined ? {} : { name }), ...(url === undefined ? {} : { url }) },
    })
    return wireRepo(repo)
  },
}

/** `DELETE /runtimerepos/{runtime_repo_id}` (cml §11.3). */
export const deleteRepo: WireRoute = {
  method: 'DELETE',
  path: '/runtimerepos/:id',
  summary: 'Forget a Runtime Repo',
  permission: 'runtime:write',
  async answer({ params, invoke }) {
    await invoke('deleteRuntimeRepo', { params: { repo: params['id'] ?? '' } })
    return {}
  },
}
