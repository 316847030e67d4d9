import type { RepoEntry, RuntimeOrigin, SyncedEntry } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryEntries } from './arbitrary-repo-entry.ts'
import { parseRepoFile } from './parse-repo-file.ts'
import { planRepoSync, type RepoSyncPlan, type SyncableRuntime } from './plan-repo-sync.ts'
import { metadataOfEntry } from './repo-entry-of.ts'
import { sampleEntry, sampleRelease } from './sample-repo-file.ts'

const at = new Date('2026-11-26T10:00:00.000Z')
const ours: RuntimeOrigin = { kind: 'repo', repo: '7' }
const image = 'registry.example.com/runtimes/pbj-workbench-python3.11-standard:2024.02.1-b4'

/** The runtime that an entry became when it was added. */
function runtimeOf(
  entry: RepoEntry,
  origin: RuntimeOrigin = ours,
  id = entry.image_identifier,
): SyncableRuntime {
  return {
    id,
    runtime: {
      number: 1,
      identifier: entry.image_identifier,
      platforms: [],
      metadata: metadataOfEntry(entry),
      origin,
      added: '2026-01-01T00:00:00.000Z',
    },
  }
}

function sync(current: readonly SyncableRuntime[], ...entries: unknown[]): RepoSyncPlan {
  const text = JSON.stringify({ assembly_metadata_version: 1, runtimes: entries })
  return planRepoSync(current, parseRepoFile(text, 'repo.json'), '7', at)
}

function changes({ entries }: RepoSyncPlan): [SyncedEntry['change'], string, string | undefined][] {
  return entries.map(({ change, path, runtime }) => [change, path, runtime])
}

describe('planRepoSync()', () => {
  it('adds what is new, as it is described', () => {
    const plan = sync(
      [],
      sampleEntry({ git_hash: '', gbn: 0 }),
      sampleEntry({ kernel: 'R 4.3', image_identifier: 'team/x' }),
    )

    expect(changes(plan)).toEqual([
      ['added', '/runtimes/0', undefined],
      ['added', '/runtimes/1', undefined],
    ])
    expect(plan.additions[0]).toEqual({
      path: '/runtimes/0',
      runtime: {
        identifier: image,
        platforms: [],
        metadata: {
          metadataVersion: 2,
          editor: 'PBJ Workbench',
          kernel: 'Python 3.11',
          edition: 'Standard',
          description: 'Standard edition',
          shortVersion: '2024.02',
          maintenanceVersion: 1,
          fullVersion: '2024.02.1-b4',
        },
        origin: ours,
        added: at.toISOString(),
      },
    })
    expect(plan.additions[1]?.runtime.identifier).toBe('docker.io/team/x:latest')
    expect([plan.unchanged, plan.origins]).toEqual([0, []])
  })

  it('finds nothing to do where nothing changed', () => {
    const release = sampleRelease()
    const plan = sync(
      release.map((entry) => runtimeOf(entry)),
      ...release.toReversed(),
    )

    expect(plan).toEqual({ entries: [], unchanged: 31, faults: [], additions: [], origins: [] })
  })

  it.each<[string, Partial<RepoEntry>, string[]]>([
    ['description', { description: 'New' }, ['description: "Standard edition" here, "New" in the file']],
    ['image', { image_identifier: 'a.b/x:2' }, [`image_identifier: "${image}" here, "a.b/x:2" in the file`]],
    [
      'full version and build number',
      { full_version: '2024.02.1-b5', gbn: 5 },
      ['full_version: "2024.02.1-b4" here, "2024.02.1-b5" in the file', 'gbn: 50300524 here, 5 in the file'],
    ],
    ['edition, of the same image', { edition: 'Ours' }, ['edition: "Standard" here, "Ours" in the file']],
  ])('only tells of another %s', (_what, change, differences) => {
    const plan = sync([runtimeOf(sampleEntry())], sampleEntry(change))

    expect(plan.entries).toMatchObject([
      { change: 'changed', path: '/runtimes/0', runtime: image, differences },
    ])
    expect([plan.additions, plan.origins, plan.unchanged]).toEqual([[], [], 0])
  })

  it('takes what says nothing on both sides for the same', () => {
    const custom = sampleEntry({ full_version: '', git_hash: '', gbn: 0 })
    const written = sampleEntry({ full_version: '2024.02.1', git_hash: '', gbn: 0 })

    expect(sync([runtimeOf(custom)], written).unchanged).toBe(1)
    expect(sync([runtimeOf(written)], custom).unchanged).toBe(1)
    expect(
      sync([runtimeOf({ ...custom, image_identifier: 'docker.io/team/x:latest' })], {
        ...custom,
        image_identifier: 'team/x',
      }).unchanged,
    ).toBe(1)
  })

  it('marks what the file dropped, and takes the mark from what it lists again', () => {
    const [first, second] = [sampleEntry(), sampleEntry({ kernel: 'R 4.3', image_identifier: 'a.b/r:1' })]
    const dropped = sync([runtimeOf(first), runtimeOf(second)], first)
    const marked = { ...ours, dropped: at.toISOString() }

    expect(dropped.entries).toEqual([
      { path: '', identifier: 'a.b/r:1', runtime: 'a.b/r:1', change: 'dropped', differences: [] },
    ])
    expect(dropped.origins).toEqual([{ id: 'a.b/r:1', origin: marked }])
    expect(sync([runtimeOf(first), runtimeOf(second, marked)], first).entries).toEqual([])

    const returned = sync([runtimeOf(first), runtimeOf(second, marked)], first, { ...second, gbn: 1 })
    expect(returned.entries).toMatchObject([
      { change: 'returned', differences: ['gbn: 50300524 here, 1 in the file'] },
    ])
    expect(returned.origins).toEqual([{ id: 'a.b/r:1', origin: ours }])
  })

  it.each<[string, RuntimeOrigin, string]>([
    ['an administrator', { kind: 'manual', by: 'ada' }, 'was added by ada'],
    ['another repo', { kind: 'repo', repo: '8' }, 'came from the Runtime Repo 8'],
  ])('leaves alone what %s brought, and tells it', (_what, origin, whose) => {
    const held = runtimeOf(sampleEntry(), origin)
    const byIdentity = sync([held], sampleEntry({ image_identifier: 'a.b/x:1' }))
    const byImage = sync([held], sampleEntry({ edition: 'Ours' }))

    expect(byIdentity.entries).toMatchObject([
      { change: 'refused', runtime: image, differences: [expect.stringContaining(`already; it ${whose}`)] },
    ])
    expect(byIdentity.faults).toMatchObject([
      { severity: 'warning', code: 'IDENTITY_HELD', path: '/runtimes/0' },
    ])
    expect(byImage.faults).toMatchObject([
      { severity: 'warning', code: 'IDENTIFIER_HELD', message: expect.stringContaining(whose) },
    ])
    expect([byIdentity.additions, byImage.additions, byIdentity.origins]).toEqual([[], [], []])
    expect(sync([held]).origins).toEqual([])
  })

  it('refuses an entry that gives the image of one runtime to another', () => {
    const plan = sync(
      [runtimeOf(sampleEntry())],
      sampleEntry({ image_identifier: 'a.b/new:1' }),
      sampleEntry({ edition: 'Ours' }),
    )

    expect(changes(plan)).toEqual([
      ['changed', '/runtimes/0', image],
      ['refused', '/runtimes/1', image],
    ])
    expect(plan.faults).toMatchObject([{ code: 'IDENTIFIER_HELD', path: '/runtimes/1' }])
  })

  it('keeps the runtime of a refused entry, and says why it is refused', () => {
    const plan = sync(
      [runtimeOf(sampleEntry())],
      { ...sampleEntry(), image_identifier: 'a.b/x:9', gbn: '0' },
      sampleEntry({ kernel: 'R 4.3', image_identifier: 'a.b/r:1' }),
    )

    expect(plan.entries).toMatchObject([
      {
        change: 'refused',
        path: '/runtimes/0',
        identifier: 'a.b/x:9',
        runtime: image,
        differences: ['Expected a whole number such as 12345678, but got the text "0": leave out the quotes'],
      },
      { change: 'added', path: '/runtimes/1' },
    ])
    expect(plan.origins).toEqual([])
  })

  it('drops nothing while nobody can tell what a refused entry means', () => {
    const plan = sync([runtimeOf(sampleEntry())], {
      ...sampleEntry(),
      image_identifier: 'a.b/x:9',
      short_version: 2024.02,
    })

    expect(changes(plan)).toEqual([['refused', '/runtimes/0', undefined]])
    expect(plan.faults.at(-1)).toMatchObject({
      severity: 'warning',
      code: 'DROP_UNSURE',
      path: '/runtimes/0',
    })
    expect(plan.origins).toEqual([])
    expect(sync([], 5).faults.map(({ code }) => code)).toEqual(['ENTRY_TYPE'])
  })

  it('changes nothing by a file that is not readable', () => {
    const plan = planRepoSync([runtimeOf(sampleEntry())], parseRepoFile('<html>', 'f'), '7', at)
    expect([plan.entries, plan.additions, plan.origins, plan.unchanged]).toEqual([[], [], [], 0])
    expect(plan.faults[0]?.code).toBe('NOT_JSON')
  })

  it('comes to rest: what a sync made is unchanged to the next', () => {
    const two = fc.tuple(arbitraryEntries(), arbitraryEntries())
    fc.assert(
      fc.property(two, ([before, after]) => {
        const first = before.map((entry) => runtimeOf(entry))
        const plan = sync(first, ...after)
        const second = sync(applied(first, plan), ...after)
        const { additions, origins, entries } = second

        expect([additions, origins]).toEqual([[], []])
        expect(entries.every(({ change }) => change === 'changed' || change === 'refused')).toBe(true)
        expect(plan.entries.filter(({ change }) => change !== 'dropped').length + plan.unchanged).toBe(
          after.length,
        )
      }),
    )
  })

  it('plans 10,000 entries in little time', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      sampleEntry({ edition: `Edition ${index}`, image_identifier: `a.b/x:${index}` }),
    )
    const file = parseRepoFile(JSON.stringify({ assembly_metadata_version: 1, runtimes: many }), 'f')
    const current = many.map((entry) => runtimeOf(entry))
    const started = performance.now()

    expect(planRepoSync(current, file, '7', at).unchanged).toBe(10_000)
    expect(planRepoSync([], file, '7', at).additions).toHaveLength(10_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

/** What there is once a plan is carried out. */
function applied(
  current: readonly SyncableRuntime[],
  { additions, origins }: RepoSyncPlan,
): SyncableRuntime[] {
  const changed = new Map(origins.map(({ id, origin }) => [id, origin]))
  const kept = current.map(({ id, runtime }) => ({
    id,
    runtime: { ...runtime, origin: changed.get(id) ?? runtime.origin },
  }))
  return [
    ...kept,
    ...additions.map(({ path, runtime }) => ({ id: path, runtime: { ...runtime, number: 1 } })),
  ]
}
