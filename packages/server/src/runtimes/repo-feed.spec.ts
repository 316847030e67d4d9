import { parseRepoFile } from '@ingot/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime } from '../testing/sample-runtime.ts'

const path = '/runtimes/repo-assembly.json'

let site: RuntimeSite

beforeEach(async () => {
  site = await openRuntimeSite()
})

afterEach(() => site.close())

async function get(headers: Record<string, string> = { authorization: 'reader/eve' }) {
  const { statusCode, headers: told, body } = await site.app.inject({ method: 'GET', url: path, headers })
  return { status: statusCode, headers: told, body }
}

const publish = (published: boolean) => site.client.publishRepoFile({ body: { published } })

async function added(edition: string, status: 'ENABLED' | 'DISABLED' | 'DEPRECATED', values = {}) {
  const reference = site.push(edition.toLowerCase(), buildRuntime({ edition, ...values }))
  const { runtime } = await site.add(reference)
  await site.client.setRuntimeStatus({ body: { runtimes: [runtime.id], status } })
  return runtime
}

describe('/runtimes/repo-assembly.json', () => {
  it('lists what is enabled or deprecated, as a repo file that we read ourselves', async () => {
    const beta = await added('Beta', 'ENABLED', { 'git-hash': undefined })
    await added('Hidden', 'DISABLED')
    const alpha = await added('Alpha', 'DEPRECATED')

    const { status, headers, body } = await get()

    const { entries, faults, refused, isReadable } = parseRepoFile(body, 'feed')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect({ isReadable, refused, faults }).toEqual({ isReadable: true, refused: [], faults: [] })
    expect(entries.map(({ identifier }) => identifier)).toEqual([alpha.identifier, beta.identifier])
    expect(entries[1]?.entry).toEqual({
      image_identifier: beta.identifier,
      runtime_metadata_version: 2,
      editor: 'PBJ Workbench',
      edition: 'Beta',
      kernel: 'Python 3.10',
      description: 'Python with the certificates of the team',
      full_version: '1.0.1',
      short_version: '1.0',
      maintenance_version: 1,
      git_hash: '',
      gbn: 0,
    })
  })

  it('is an empty file where there is no runtime', async () => {
    expect(JSON.parse((await get()).body)).toEqual({ assembly_metadata_version: 1, runtimes: [] })
  })

  it('needs a key until it is published, and again when it is not any more', async () => {
    await added('Alpha', 'ENABLED')
    expect((await get({})).status).toBe(401)
    expect((await get({ authorization: 'nonsense' })).status).toBe(401)

    await publish(true)
    const published = await get({})
    await publish(false)
    const hidden = await get({})

    expect(published.status).toBe(200)
    expect(published.headers['cache-control']).toBe('public, no-cache')
    expect((await get()).headers['cache-control']).toBe('private, no-cache')
    expect(hidden.status).toBe(401)
    expect(hidden.body).not.toContain('Alpha')
  })

  it('is published once, in one commit', async () => {
    const { revision } = await publish(true)

    expect(await publish(true)).toMatchObject({ revision, published: true })
    const body = { published: false }
    expect(await site.client.publishRepoFile({ body, query: { dryRun: true } })).toMatchObject({
      dryRun: true,
      published: false,
    })
    expect((await get({})).status).toBe(200)
  })

  it('has the same bytes and the same tag as long as it says the same', async () => {
    await added('Alpha', 'ENABLED')
    const first = await get()
    await site.client.addAddons({
      body: { addons: [{ identifier: 'a', component: 'Spark', displayName: 'A' }] },
    })
    const second = await get()
    await added('Beta', 'ENABLED')
    const third = await get()

    expect(second.body).toBe(first.body)
    expect(second.headers.etag).toBe(first.headers.etag)
    expect(third.headers.etag).not.toBe(first.headers.etag)
  })

  it.each<[string, (etag: string) => string]>([
    ['its tag', (etag) => etag],
    ['its tag, made weak on the way', (etag) => `W/${etag}`],
    ['its tag among others', (etag) => `"x", ${etag}`],
    ['any tag', () => '*'],
  ])('is not sent again to who has %s', async (_, given) => {
    await added('Alpha', 'ENABLED')
    const { headers } = await get()

    const again = await get({ authorization: 'reader/eve', 'if-none-match': given(String(headers.etag)) })

    expect(again).toMatchObject({ status: 304, body: '' })
    expect(again.headers.etag).toBe(headers.etag)
  })

  it('is sent again to who has another, however long', async () => {
    await added('Alpha', 'ENABLED')

    for (const tag of ['"other"', '"x",'.repeat(100_000)]) {
      expect((await get({ authorization: 'reader/eve', 'if-none-match': tag.slice(0, 8000) })).status).toBe(
        200,
      )
    }
  })

  it('changes at the moment a stage begins', async () => {
    const { id } = await added('Alpha', 'ENABLED')
    const from = '2026-03-02T00:00:00.000Z'
    await site.client.stageImage({ params: { image: id }, body: { state: 'disabled', from } })

    const before = JSON.parse((await get()).body) as { runtimes: unknown[] }
    site.now = new Date(from)
    const after = JSON.parse((await get()).body) as { runtimes: unknown[] }

    expect([before.runtimes.length, after.runtimes.length]).toEqual([1, 0])
  })

  it('can be the repo of another Ingot, which then asks only whether it changed', async () => {
    await added('Alpha', 'ENABLED')
    await publish(true)
    const url = await site.app.listen({ host: '127.0.0.1', port: 0 })
    const other = await openRuntimeSite({ bare: true })
    const body = { name: 'first', url: `${url}${path}`, allowHost: new URL(url).host, enable: true }
    await other.client.addRuntimeRepo({ body })
    const sync = () => other.client.syncRuntimeRepo({ params: { repo: 'first' }, body: {} })

    const first = await sync()
    const second = await sync()
    await added('Beta', 'ENABLED')
    const third = await sync()
    const own = await site.client.exportRepoFile({})
    const theirs = await other.client.exportRepoFile({})
    await other.close()

    expect(first).toMatchObject({ outcome: 'changed', faults: [], entries: [{ change: 'added' }] })
    expect(second.outcome).toBe('not-modified')
    expect(third).toMatchObject({ entries: [{ change: 'added' }], unchanged: 1 })
    expect(theirs).toEqual(own)
  })
})
