import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite
const ids: Record<string, string> = {}

beforeAll(async () => {
  site = await openRuntimeSite()
  for (const name of ['same', 'moved', 'gone', 'unreachable', 'orphan']) {
    const edition = `Drift ${name}`
    ids[name] = (await site.add(site.push(name, buildRuntime({ edition })))).runtime.id
  }
})

afterAll(() => site.close())

const drift = async (runtimes?: string[]) =>
  (await site.client.runtimeDrift({ body: runtimes === undefined ? {} : { runtimes } })).runtimes

describe('runtimeDrift', () => {
  it('says of each what its tag leads to now, and stores nothing', async () => {
    const moved = buildRuntime({ edition: 'Drift moved', 'maintenance-version': '2' })
    site.push('moved', moved)
    site.registry.deleteTag('team/gone', '1.0')
    site.registry.faults.add({ kind: 'refuse', status: 403 }, { path: '/team/unreachable/' })
    const before = site.revision()

    const found = await drift()
    site.registry.faults.clear()

    const byName = Object.fromEntries(
      found.map((one) => [Object.keys(ids).find((name) => ids[name] === one.runtime), one]),
    )
    const { same, gone, unreachable } = byName
    expect(same).toMatchObject({ status: 'same', now: same?.approved })
    expect(byName['moved']).toMatchObject({
      status: 'moved',
      approved: buildRuntime({ edition: 'Drift moved' }).digest,
      now: moved.digest,
      message: expect.stringContaining(moved.digest) as string,
    })
    expect(gone).toMatchObject({ status: 'gone' })
    expect(unreachable).toMatchObject({ status: 'unreachable' })
    expect(site.revision()).toBe(before)
  })

  it('looks at those alone that are named', async () => {
    site.asked()

    expect(await drift([ids['same'] ?? ''])).toHaveLength(1)

    expect(site.asked().every((one) => one.includes('/team/same/'))).toBe(true)
    expect(await refusalOf(drift(['none']))).toMatchObject({ code: 'RUNTIME_NOT_FOUND' })
  })

  it('reads no more than where the tag leads', async () => {
    site.asked()

    await drift([ids['same'] ?? ''])

    expect(site.asked()).toEqual(['HEAD /v2/team/same/manifests/1.0'])
  })

  it('tells of one whose credential is gone, and looks at the others', async () => {
    const body = { name: 'doomed', server: site.registry.host, username: 'u', password: 'p' }
    await site.client.addCredential({ body })
    const params = { runtime: ids['orphan'] ?? '' }
    await site.client.setRuntimeCredential({ params, body: { credential: 'doomed' } })
    const query = { force: true, reason: 'Leaked' }
    await site.client.deleteCredential({ params: { credential: 'doomed' }, query })

    const found = await drift([ids['orphan'] ?? '', ids['same'] ?? ''])

    expect(found).toMatchObject([
      { status: 'unreachable', message: expect.stringContaining('No credential') as string },
      { status: 'same' },
    ])
  })

  it('tells of one that came from a repo file that nobody has read it', async () => {
    await site.client.addRuntimeRepo({ body: { name: 'listed', url: 'file:/repo.json' } })
    const content = JSON.stringify({
      assembly_metadata_version: 1,
      runtimes: [
        {
          image_identifier: `${site.registry.host}/team/listed:1.0`,
          runtime_metadata_version: 2,
          editor: 'PBJ Workbench',
          kernel: 'Python 3.10',
          edition: 'Listed',
          description: 'Of a file',
          full_version: '1.0.1',
          short_version: '1.0',
          maintenance_version: 1,
          git_hash: '',
          gbn: 0,
        },
      ],
    })
    await site.client.syncRuntimeRepo({ params: { repo: 'listed' }, body: { content } })
    const { runtimes } = await site.client.listRuntimes({ query: { edition: 'Listed' } })
    site.asked()

    expect(await drift([runtimes[0]?.id ?? ''])).toMatchObject([{ status: 'never-read' }])
    expect(site.asked()).toEqual([])
  })
})
