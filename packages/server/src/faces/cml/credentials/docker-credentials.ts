import type { CredentialView } from '@ingot/contract'
import { serverOf } from '@ingot/core'
import type { Invoke } from '../../invoke.ts'
import { fieldsOf, nonEmpty } from '../fields.ts'
import { readPaging } from '../paging.ts'
import type { WireRoute } from '../route.ts'
import { searchTest, sorted } from '../search.ts'

/** `url` is another name of the server, which the API documents for the filter. */
const filter = { id: 'equals', name: 'contains', server: 'contains', url: 'contains' } as const

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

/** `GET /dockercredentials` (cml §11.2): filter, sort and paging. */
export const listCredentials: WireRoute = {
  method: 'GET',
  path: '/dockercredentials',
  summary: 'List docker credentials, without what they hold',
  permission: 'registry:admin',
  filter,
  async answer({ query, invoke }) {
    const test = searchTest(query['search_filter'], filter)
    const { moment, page } = readPaging('dockercredentials', query)
    const { credentials, ...stamp } = await invoke('listCredentials', { query: moment })
    const found = credentials
      .map(publicCredential)
      .map((shown) => ({ ...shown, url: shown.server }))
      .filter(test)
    const { items, next_page_token } = page(sorted(found, query['sort'], Object.keys(filter)), stamp)
    return { docker_credentials: items.map(({ url: _, ...shown }) => shown), next_page_token }
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

/** What a change of a docker credential says; what is absent stays. */
interface Change {
  readonly place: { name?: string; server?: string; path?: string; isDefault?: boolean }
  readonly secret: { username?: string; password: string } | undefined
}

/** `PATCH /dockercredentials/{docker_credential.id}` (cml §11.2). A new password is a rotation: the old is destroyed. */
export const updateCredential: WireRoute = {
  method: 'PATCH',
  path: '/dockercredentials/:id',
  summary: 'Change a docker credential',
  permission: 'registry:admin',
  async answer({ params, body, invoke }) {
    const change = readChange(body)
    const id = params['id'] ?? ''
    // Both parts are tried before one is committed, so that a refusal leaves all as it was.
    if (change.secret !== undefined) await apply(invoke, id, change, true)
    return publicCredential(await apply(invoke, id, change, false))
  },
}

function readChange(body: Readonly<Record<string, unknown>>): Change {
  const fields = fieldsOf(body)
  const text = (name: string) => nonEmpty(fields.text(name))
  const [name, server, username, password] = [
    text('name'),
    text('server'),
    text('username'),
    text('password'),
  ]
  const isDefault = fields.flag('is_default')
  if (username !== undefined && password === undefined) fields.required('password')
  fields.done()
  return {
    place: {
      ...(name === undefined ? {} : { name }),
      ...(server === undefined ? {} : placeOf(server)),
      ...(isDefault === undefined ? {} : { isDefault }),
    },
    secret:
      password === undefined ? undefined : { password, ...(username === undefined ? {} : { username }) },
  }
}

/** The API shows a server with its path: one that is given without has none. */
function placeOf(text: string): { server: string; path?: string } {
  const { server } = serverOf(text)
  return server !== undefined && server.path === undefined ? { server: text, path: '' } : { server: text }
}

async function apply(invoke: Invoke, id: string, change: Change, dryRun: boolean): Promise<CredentialView> {
  const target = { params: { credential: id }, query: { dryRun } }
  const { credential } = await invoke('updateCredential', { ...target, body: change.place })
  if (change.secret === undefined) return credential
  return (await invoke('rotateCredential', { ...target, body: change.secret })).credential
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
