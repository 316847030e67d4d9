import type { CredentialView } from '@ingot/contract'
import { fieldsOf } from '../fields.ts'
import { pageOf, pageRevision } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted } from '../search.ts'

const keys = { id: 'equals', name: 'contains', server: 'contains', url: 'contains' } as const

/** A docker credential as the API shows it: never with user or password. */
function publicCredential({ id, name, server, path, isDefault, expires, state, lastCheck }: CredentialView) {
  return {
    id,
    name,
    server: path === undefined ? server : `${server}/${path}`,
    is_default: isDefault,
    expires_at: expires ?? '',
    state,
    last_check: lastCheck ?? null,
  }
}

/** `GET /dockercredentials` (cml §11.2). */
export const listCredentials: WireRoute = {
  method: 'GET',
  path: '/dockercredentials',
  summary: 'List docker credentials, without what they hold',
  permission: 'registry:admin',
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], keys)
    const at = pageRevision(query)
    const { credentials, revision } = await invoke('listCredentials', {
      query: at === undefined ? {} : { at: String(at) },
    })
    const found = credentials
      .map(publicCredential)
      .filter((credential) => test({ ...credential, url: credential.server }))
    const page = pageOf(sorted(found, query['sort'], ['id', 'name', 'server']), query, revision)
    return { docker_credentials: page.items, next_page_token: page.next_page_token }
  },
}

/** `POST /dockercredentials` (cml §11.2). */
export const createCredential: WireRoute = {
  method: 'POST',
  path: '/dockercredentials',
  summary: 'Add a docker credential',
  permission: 'registry:admin',
  async answer({ body, invoke }) {
    const fields = fieldsOf(body)
    const given = {
      name: fields.required('name'),
      server: fields.required('server'),
      username: fields.required('username'),
      password: fields.required('password'),
      isDefault: fields.flag('is_default') ?? false,
    }
    fields.done()
    const { credential } = await invoke('addCredential', { body: given })
    return publicCredential(credential)
  },
}

/** `PATCH /dockercredentials/{docker_credential.id}` (cml §11.2). A new password is a rotation: the old is destroyed. */
export const updateCredential: WireRoute = {
  method: 'PATCH',
  path: '/dockercredentials/:id',
  summary: 'Change a docker credential',
  permission: 'registry:admin',
  async answer({ params, body, invoke }) {
    const fields = fieldsOf(body)
    const [name, server, isDefault] = [fields.text('name'), fields.text('server'), fields.flag('is_default')]
    const [username, password] = [fields.text('username'), fields.text('password')]
    if (username !== undefined && username !== '' && (password ?? '') === '') fields.required('password')
    fields.done()
    const credential = { credential: params['id'] ?? '' }
    const { credential: changed } = await invoke('updateCredential', {
      params: credential,
      body: {
        ...(name === undefined || name === '' ? {} : { name }),
        ...(server === undefined || server === '' ? {} : { server }),
        ...(isDefault === undefined ? {} : { isDefault }),
      },
    })
    if (password === undefined || password === '') return publicCredential(changed)
    const rotated = await invoke('rotateCredential', {
      params: credential,
      body: { password, ...(username === undefined || username === '' ? {} : { username }) },
    })
    return publicCredential(rotated.credential)
  },
}

/** `DELETE /dockercredentials/{docker_credential_id}` (cml §11.2). */
export const deleteCredential: WireRoute = {
  method: 'DELETE',
  path: '/dockercredentials/:id',
  summary: 'Delete a docker credential',
  permission: 'registry:admin',
  async answer({ params, invoke }) {
    await invoke('deleteCredential', { params: { credential: params['id'] ?? '' }, query: {} })
    return {}
  },
}
