import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { repoEntry, repoText } from '../../testing/sample-repo-file.ts'
import { startSource, type SourceServer } from '../../testing/source-server.ts'

let site: RuntimeSite

beforeEach(async () => {
  site = await openRuntimeSite()
})

afterEach(() => site.close())

type Body = Parameters<RuntimeSite['client']['syncRuntimeRepo']>[0]['body']

const runtimes = async (query = {}) => (await site.client.listRuntimes({ query })).runtimes

describe('a source at a URL', () => {
  let source: SourceServer
  let text = ''
  let etag: string | undefined
  let status = 200

  beforeEach(async () => {
    text = repoText(repoEntry('Alpha'))
    etag = '"1"'
    status = 200
    source = await startSource(({ headers }, response) => {
      if (etag !== undefined) response.setHeader('etag', etag)
      if (etag !== undefined && headers['if-none-match'] === etag) response.writeHead(304).end()
      else response.writeHead(status).end(text)
    })
    await site.client.addRuntimeRepo({
      body: { name: 'url', url: `${source.url}/repo.json`, allowHost: source.host },
    })
  })

  afterEach(() => source.close())

  const fetch = (body: Body = {}, query = {}) =>
    site.client.syncRuntimeRepo({ params: { repo: 'url' }, query, body })

  it('is fetched, and only once as long as it does not change', async () => {
    const first = await fetch()
    const second = await fetch()

    expect(first).toMatchObject({ outcome: 'changed', repo: { sync: { outcome: 'changed', added: 1 } } })
    expect(second).toMatchObject({
      revision: first.revision,
      outcome: 'not-modified',
      entries: [],
      unchanged: 1,
      repo: { sync: { outcome: 'not-modified', added: 0 } },
    })
    expect(source.requests().map((headers) => headers['if-none-match'])).toEqual([undefined, '"1"'])
    etag = '"2"'
    text = repoText(repoEntry('Alpha'), repoEntry('Beta'))
    expect(await fetch()).toMatchObject({ outcome: 'changed', entries: [{ change: 'added' }], unchanged: 1 })
  })

  it('is read anew where labels are to be compared, for they may have changed', async () => {
    await fetch()

    expect((await fetch({ verifyLabels: true })).outcome).toBe('unchanged')
  })

  it('remembers a failure, and what it knew before it', async () => {
    await fetch()
    status = 500
    etag = undefined

    const refusal = await refusalOf(fetch())

    expect(refusal.code).toBe('SOURCE_UNREACHABLE')
    const { repos } = await site.client.listRuntimeRepos({})
    expect(repos.find(({ name }) => name === 'url')?.sync).toMatchObject({
      outcome: 'failed',
      message: refusal.message,
    })
    ;[status, etag] = [200, '"1"']
    expect((await fetch()).outcome).toBe('not-modified')
  })

  it('tells again what is wrong with a file that has not changed', async () => {
    text = repoText(repoEntry('Alpha'), 7)
    const { repo } = await fetch()

    const again = await fetch()

    expect(repo.sync?.message).toMatch(/^1 faults?: /)
    expect(again).toMatchObject({ outcome: 'not-modified', repo: { sync: { message: repo.sync?.message } } })
  })

  it('remembers no failure of a dry run', async () => {
    status = 500

    expect((await refusalOf(fetch({}, { dryRun: true }))).code).toBe('SOURCE_UNREACHABLE')
    const { repos } = await site.client.listRuntimeRepos({})
    expect(repos.find(({ name }) => name === 'url')).not.toHaveProperty('sync')
  })

  it('is refused at a private address that nobody allowed', async () => {
    const body = { name: 'private', url: 'https://127.0.0.1/repo.json' }

    expect((await refusalOf(site.client.addRuntimeRepo({ body }))).code).toBe('SOURCE_REFUSED')
  })

  it('is read whole from its new place', async () => {
    await fetch()
    const params = { repo: 'url' }
    await site.client.updateRuntimeRepo({ params, body: { url: `${source.url}/other.json` } })

    expect((await fetch()).outcome).toBe('unchanged')
    expect(source.requests().at(-1)?.['if-none-match']).toBeUndefined()
  })

  it('is not followed where it was replaced while it was read', async () => {
    const params = { repo: 'url' }
    await source.close()
    source = await startSource((_, response) => {
      void site.client
        .updateRuntimeRepo({ params, body: { url: `${source.url}/new.json` } })
        .then(() => response.end(text))
    })
    await site.client.updateRuntimeRepo({
      params,
      body: { url: `${source.url}/repo.json`, allowHost: source.host },
    })

    const refusal = await refusalOf(fetch())

    expect(refusal.code).toBe('REVISION_CONFLICT')
    expect(await runtimes()).toEqual([])
  })
})
