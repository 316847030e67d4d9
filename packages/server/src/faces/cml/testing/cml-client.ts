import { multipartOf, type WrittenPart } from './multipart.ts'
import { answers, shapeFaults, type MessageShape } from './wire-shapes.ts'

/** A refusal as clients of the API raise it. */
export class ApiException extends Error {
  readonly status: number
  /** The text of the answer. */
  readonly body: string

  constructor(status: number, body: string) {
    super(`(${status}) ${body}`)
    this.status = status
    this.body = body
  }
}

type Json = Record<string, unknown>
type Query = Readonly<Record<string, string | number | undefined>>

/** How a client writes what it sends: generated ones name the type of JSON even where there is no body. */
export type ClientStyle = 'generated' | 'by-hand'

/** A client that sends what clients of a workbench do (cml §11, §12.2), and takes no answer that is not documented. */
export interface CmlClient {
  listRuntimes(query?: Query): Promise<Json>
  registerCustomRuntime(body: object): Promise<Json>
  validateCustomRuntime(query: Query): Promise<Json>
  updateRuntimeStatus(body: object): Promise<Json>
  setDockerCredential(body: object): Promise<Json>
  listDockerCredentials(query?: Query): Promise<Json>
  createDockerCredential(body: object): Promise<Json>
  updateDockerCredential(body: object, id: string): Promise<Json>
  deleteDockerCredential(id: string): Promise<Json>
  listRuntimeRepos(query?: Query): Promise<Json>
  createRuntimeRepo(body: object): Promise<Json>
  updateRuntimeRepo(body: object, id: number): Promise<Json>
  deleteRuntimeRepo(id: number): Promise<Json>
  listRuntimeAddons(query?: Query): Promise<Json>
  loadRuntimeAddons(file: string): Promise<Json>
  updateRuntimeAddonStatus(body: object): Promise<Json>
  createCustomRuntimeAddon(metadata: object, tarball: Uint8Array): Promise<Json>
}

/** A client of the API at a URL, with an API key. */
export function cmlClient(url: string, key: string, style: ClientStyle = 'generated'): CmlClient {
  const call = caller(url, key, style)
  return {
    listRuntimes: (query) => call('GET', '/runtimes', answers.runtimes, { query }),
    registerCustomRuntime: (body) => call('POST', '/runtimes', answers.registered, { body }),
    validateCustomRuntime: (query) => call('GET', '/runtimes:validate', answers.validated, { query }),
    updateRuntimeStatus: (body) => call('POST', '/runtimes:update', answers.rows, { body }),
    setDockerCredential: (body) => call('POST', '/runtimes/credential:set', answers.nothing, { body }),
    listDockerCredentials: (query) => call('GET', '/dockercredentials', answers.credentials, { query }),
    createDockerCredential: (body) => call('POST', '/dockercredentials', answers.credential, { body }),
    updateDockerCredential: (body, id) =>
      call('PATCH', `/dockercredentials/${encodeURIComponent(id)}`, answers.credential, { body }),
    deleteDockerCredential: (id) =>
      call('DELETE', `/dockercredentials/${encodeURIComponent(id)}`, answers.nothing),
    listRuntimeRepos: (query) => call('GET', '/runtimerepos', answers.repos, { query }),
    createRuntimeRepo: (body) => call('POST', '/runtimerepos', answers.repo, { body }),
    updateRuntimeRepo: (body, id) => call('PATCH', `/runtimerepos/${id}`, answers.repo, { body }),
    deleteRuntimeRepo: (id) => call('DELETE', `/runtimerepos/${id}`, answers.nothing),
    listRuntimeAddons: (query) => call('GET', '/runtimeaddons', answers.addons, { query }),
    loadRuntimeAddons: (file) =>
      call('POST', '/runtimeaddons', answers.nothing, { parts: [jsonFile(file)], status: 202 }),
    updateRuntimeAddonStatus: (body) => call('POST', '/runtimeaddons:updatestatus', answers.rows, { body }),
    createCustomRuntimeAddon: (metadata, tarball) =>
      call('POST', '/runtimeaddons/custom', answers.addon, { parts: customAddon(metadata, tarball) }),
  }
}

/** Every item of a list, a page after the other, as clients with pages ask for it. */
export async function everyItem(
  list: (query: Query) => Promise<Json>,
  member: string,
  query: Query = {},
): Promise<Json[]> {
  const items: Json[] = []
  let token = ''
  do {
    const page = await list({ ...query, ...(token === '' ? {} : { page_token: token }) })
    items.push(...(page[member] as Json[]))
    token = String(page['next_page_token'])
  } while (token !== '')
  return items
}

interface Sent {
  query?: Query | undefined
  body?: object
  parts?: readonly WrittenPart[]
  /** The status that is expected; 200 unless given. */
  status?: number
}

function caller(url: string, key: string, style: ClientStyle) {
  return async (method: string, path: string, shape: MessageShape, sent: Sent = {}): Promise<Json> => {
    const { query = {}, body, parts, status = 200 } = sent
    const upload = parts === undefined ? undefined : multipartOf(parts, '2b9a7cd1e0f44c7e8f7e')
    const isJson = body !== undefined || (style === 'generated' && upload === undefined)
    const response = await fetch(`${url}/api/v2${path}${searchOf(query)}`, {
      method,
      headers: {
        accept: style === 'generated' ? 'application/json' : '*/*',
        authorization: `Bearer ${key}`,
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...upload?.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(upload === undefined ? {} : { body: Buffer.from(upload.body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new ApiException(response.status, text)
    const answer: unknown = JSON.parse(text)
    const faults = shapeFaults(answer, shape)
    if (response.status !== status) faults.push(`Expected the status ${status}, got ${response.status}`)
    if (faults.length > 0) throw new Error(`${method} ${path}: ${faults.join('; ')}`)
    return answer as Json
  }
}

/** Blanks become pluses, and pluses are encoded, as libraries for forms do. */
function searchOf(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  if (given.length === 0) return ''
  return `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`
}

function jsonFile(content: string): WrittenPart {
  return { name: 'file', filename: 'repo-assembly.json', type: 'application/json', content }
}

function customAddon(metadata: object, tarball: Uint8Array): WrittenPart[] {
  return [
    { name: 'metadata', content: JSON.stringify(metadata) },
    { name: 'tarball', filename: 'addon.tar.gz', type: 'application/gzip', content: tarball },
  ]
}
