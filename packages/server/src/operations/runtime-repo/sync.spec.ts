import { operations } from '@ingot/contract'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { repoEntry, repoText } from '../../testing/sample-repo-file.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeEach(async () => {
  site = await openRuntimeSite()
  await site.client.addRuntimeRepo({ body: { name: 'file', url: 'file:/repo.json' } })
})

afterEach(() => site.close())

type Body = Parameters<RuntimeSite['client']['syncRuntimeRepo']>[0]['body']

const sync = (content?: string, more: Body = {}, query = {}, repo = 'file') =>
  site.client.syncRuntimeRepo({
    params: { repo },
    query,
    body: { ...(content === undefined ? {} : { content }), ...more },
  })
const runtimes = async (query = {}) => (await site.client.listRuntimes({ query })).runtimes
const told = ({ entries }: Awaited<ReturnType<typeof sync>>) =>
  entries.map(({ change, path, identifier }) => [change, path, identifier])

describe('a sync of a file that the caller has read', () => {
  it('adds what is new in one commit, disabled and unread', async () => {
    const before = site.revision()

    const answer = await sync(repoText(repoEntry('Alpha'), repoEntry('Beta')))

    expect(answer).toMatchObject({
      revision: before + 1,
      dryRun: false,
      outcome: 'changed',
      unchanged: 0,
      faults: [],
      repo: {
        name: 'file',
        runtimes: 2,
        sync: { outcome: 'changed', added: 2, checked: site.now.toISOString() },
      },
    })
    expect(told(answer)).toEqual([
      ['added', '/runtimes/0', 'registry.example.com/team/alpha:1.0.1'],
      ['added', '/runtimes/1', 'registry.example.com/team/beta:1.0.1'],
    ])
    expect(Value.Check(operations.syncRuntimeRepo.response, answer)).toBe(true)
    expect(await runtimes()).toMatchObject([
      {
        identifier: 'registry.example.com/team/alpha:1.0.1',
        number: 1,
        status: 'DISABLED',
        reason: 'Listed by "file"',
        origin: { kind: 'repo', repo: '1' },
        metadata: { edition: 'Alpha', shortVersion: '1.0', maintenanceVersion: 1 },
        platforms: [],
      },
      { number: 2 },
    ])
    expect((await runtimes())[0]).not.toHaveProperty('digest')
  })

  it('enables what is new where the repo says so', async () => {
    await site.client.updateRuntimeRepo({ params: { repo: 'file' }, body: { enable: true } })

    await sync(repoText(repoEntry('Alpha')))

    expect(await runtimes()).toMatchObject([{ status: 'ENABLED' }])
  })

  it('commits nothing where nothing is new', async () => {
    const { revision } = await sync(repoText(repoEntry('Alpha')))

    expect(await sync(repoText(repoEntry('Alpha')))).toMatchObject({
      revision,
      outcome: 'unchanged',
      entries: [],
      unchanged: 1,
      repo: { sync: { outcome: 'unchanged' } },
    })
  })

  it('never overwrites: what differs is told, and stays', async () => {
    const { revision } = await sync(repoText(repoEntry('Alpha')))

    const answer = await sync(repoText(repoEntry('Alpha', { description: 'Other', gbn: 7 })))

    expect(answer).toMatchObject({
      revision,
      outcome: 'unchanged',
      entries: [
        {
          change: 'changed',
          differences: [
            'description: "Alpha runtime" here, "Other" in the file',
            'gbn: 0 here, 7 in the file',
          ],
        },
      ],
    })
    expect((await runtimes())[0]?.metadata.description).toBe('Alpha runtime')
  })

  it('marks what the file drops, keeps its status, and takes the mark away when it returns', async () => {
    await sync(repoText(repoEntry('Alpha'), repoEntry('Beta')))
    const [alpha] = await runtimes()
    const body = { runtimes: [alpha?.id ?? ''], status: 'ENABLED' as const }
    await site.client.setRuntimeStatus({ body })

    const dropped = await sync(repoText(repoEntry('Beta')))
    const again = await sync(repoText(repoEntry('Beta')))
    const kept = (await runtimes())[0]
    const returned = await sync(repoText(repoEntry('Beta'), repoEntry('Alpha')))

    expect(told(dropped)).toEqual([['dropped', '', 'registry.example.com/team/alpha:1.0.1']])
    expect(again).toMatchObject({ revision: dropped.revision, outcome: 'unchanged', entries: [] })
    expect(kept).toMatchObject({ status: 'ENABLED', origin: { dropped: site.now.toISOString() } })
    expect(told(returned)).toEqual([['returned', '/runtimes/1', 'registry.example.com/team/alpha:1.0.1']])
    expect((await runtimes())[0]?.origin).toEqual({ kind: 'repo', repo: '1' })
  })

  it('takes good entries beside faulty ones, which are told with their pointers', async () => {
    const answer = await sync(
      repoText(
        repoEntry('Alpha', { maintenance_version: '1' as unknown as number }),
        repoEntry('Beta'),
        repoEntry('Beta', { image_identifier: 'registry.example.com/team/copy:1' }),
        repoEntry('Gamma', { image_identifier: 'Not A Reference' }),
        'nonsense',
        repoEntry('Delta'),
      ),
    )

    expect((await runtimes()).map(({ metadata }) => metadata.edition)).toEqual(['Beta', 'Delta'])
    expect(answer.entries.map(({ change, path }) => [change, path])).toEqual([
      ['refused', '/runtimes/0'],
      ['added', '/runtimes/1'],
      ['refused', '/runtimes/2'],
      ['refused', '/runtimes/3'],
      ['refused', '/runtimes/4'],
      ['added', '/runtimes/5'],
    ])
    const errors = answer.faults.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ path, code }) => [path, code])).toEqual(
      expect.arrayContaining([
        ['/runtimes/0/maintenance_version', 'MEMBER_TYPE'],
        ['/runtimes/2', 'DUPLICATE_IDENTITY'],
        ['/runtimes/3/image_identifier', 'IDENTIFIER_INVALID'],
        ['/runtimes/4', 'ENTRY_TYPE'],
      ]),
    )
    expect(errors.every(({ file, line }) => file === 'file:/repo.json' && line === 1)).toBe(true)
    expect(answer.repo.sync?.message).toMatch(/^\d+ faults: /)
  })

  it.each([
    ['no JSON', '{"runtimes": [', 'NOT_JSON'],
    ['another version', '{"assembly_metadata_version": 2, "runtimes": []}', 'ASSEMBLY_VERSION'],
    ['no list', '{"assembly_metadata_version": 1}', 'NOT_A_REPO_FILE'],
    ['prose', 'hello', 'NOT_JSON'],
  ])('changes nothing by a file that is %s', async (_, text, code) => {
    const { revision } = await sync(repoText(repoEntry('Alpha')))

    const answer = await sync(text)

    expect(answer).toMatchObject({ revision, outcome: 'unchanged', entries: [] })
    expect(answer.faults.map((fault) => fault.code)).toContain(code)
    expect((await runtimes())[0]?.origin.dropped).toBeUndefined()
  })

  it('leaves alone what somebody else added under the same identity or image', async () => {
    const reference = site.push('own', buildRuntime({ edition: 'Own' }))
    await site.add(reference)
    await site.client.addRuntimeRepo({ body: { name: 'second', url: 'file:/second.json' } })
    await sync(repoText(repoEntry('Beta')), {}, {}, 'second')
    const before = site.revision()

    const answer = await sync(repoText(repoEntry('Own'), repoEntry('Beta'), repoEntry('Gamma')))

    expect(answer.entries.map(({ change }) => change)).toEqual(['refused', 'refused', 'added'])
    expect(answer.faults.map(({ code, severity }) => [severity, code])).toEqual([
      ['warning', 'IDENTITY_HELD'],
      ['warning', 'IDENTITY_HELD'],
    ])
    expect(answer.revision).toBe(before + 1)
    expect((await runtimes({ edition: 'Own' }))[0]).toMatchObject({
      identifier: reference,
      origin: { kind: 'manual' },
    })
  })

  it('stores and remembers nothing on a dry run', async () => {
    const before = [site.revision(), ...(await site.stored())]

    const planned = await sync(repoText(repoEntry('Alpha')), {}, { dryRun: true })

    expect(planned).toMatchObject({ dryRun: true, outcome: 'changed', entries: [{ change: 'added' }] })
    expect(planned.repo.sync).toBeUndefined()
    expect([site.revision(), ...(await site.stored())]).toEqual(before)
    expect(await runtimes()).toEqual([])
  })

  it('needs the text, which belongs to a file alone', async () => {
    const body = { name: 'url', url: 'https://repo.example.com/a.json' }
    await site.client.addRuntimeRepo({ body })

    expect(await refusalOf(sync())).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(await refusalOf(sync('{}', {}, {}, 'url'))).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(await refusalOf(sync('{}', {}, {}, 'none'))).toMatchObject({ code: 'RUNTIME_REPO_NOT_FOUND' })
  })

  it('adds ten thousand entries in one commit', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) =>
      repoEntry(`Edition ${index % 100}`, { maintenance_version: Math.floor(index / 100) + 1 }),
    )
    const before = site.revision()

    const answer = await sync(repoText(...entries))
    const again = await sync(repoText(...entries))

    expect(answer).toMatchObject({
      revision: before + 1,
      repo: { runtimes: 10_000, sync: { added: 10_000 } },
    })
    expect(again).toMatchObject({ revision: before + 1, unchanged: 10_000, entries: [] })
    const { total } = await site.client.listRuntimes({ query: { limit: 1 } })
    expect(total).toBe(10_000)
    const body = { requests: [{ edition: 'Edition 7', version: '1.0' }], trace: false }
    const { picks } = await site.client.pickRuntimes({ body })
    expect(picks[0]?.message).toContain('disabled')
  }, 120_000)
})

describe('labels', () => {
  it('are compared with every entry where that is asked for', async () => {
    const right = site.push('right', buildRuntime({ edition: 'Right' }))
    const wrong = site.push('wrong', buildRuntime({ edition: 'Wrong', kernel: 'Python 3.9' }))
    const bare = site.ubuntu
    const gone = `${site.registry.host}/team/gone:1.0`
    const entry = (edition: string, image_identifier: string) =>
      repoEntry(edition, { image_identifier, description: 'Python with the certificates of the team' })

    const { faults } = await sync(
      repoText(entry('Right', right), entry('Wrong', wrong), entry('Bare', bare), entry('Gone', gone)),
      { verifyLabels: true },
    )

    const found = faults.filter(({ severity }) => severity !== 'info')
    expect(found.map(({ severity, code, path }) => [severity, code, path])).toEqual([
      ['error', 'LABEL_DIFFERS', '/runtimes/1/kernel'],
      ['error', 'NOT_A_RUNTIME', '/runtimes/2'],
      ['warning', 'LABELS_UNREAD', '/runtimes/3'],
    ])
    expect(await runtimes()).toHaveLength(4)
  })
})
