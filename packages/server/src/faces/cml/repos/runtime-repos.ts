import type { RuntimeRepo } from '@ingot/contract'
import { fieldsOf } from '../fields.ts'
import { pageOf, pageRevision } from '../paging.ts'
import type { WireRoute } from '../route.ts'

function wireRepo({ id, name, url }: RuntimeRepo) {
  return { id, name, url }
}

/** `GET /runtimerepos` (cml §11.3). */
export const listRepos: WireRoute = {
  method: 'GET',
  path: '/runtimerepos',
  summary: 'List Runtime Repos',
  permission: 'runtime:read',
  async answer({ query, invoke }) {
    const at = pageRevision(query)
    const { repos, revision } = await invoke('listRuntimeRepos', {
      query: at === undefined ? {} : { at: String(at) },
    })
    const { items, next_page_token } = pageOf(repos.map(wireRepo), query, revision)
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
    const [name, url] = [fields.text('name'), fields.text('url')]
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
