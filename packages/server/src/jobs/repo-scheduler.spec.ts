import { openLedger, type Ledger } from '@ingot/ledger'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { kinds } from '../kinds.ts'
import { repoJob } from '../runtimes/stored-repos.ts'
import { serve } from '../serve.ts'
import { manualClock, type ManualClock } from '../testing/manual-clock.ts'
import { openRegistrySite, type RegistrySite } from '../testing/registry-site.ts'
import { repoEntry, repoText } from '../testing/sample-repo-file.ts'
import { startSource, type SourceServer } from '../testing/source-server.ts'
import { startRepoSyncs } from './repo-scheduler.ts'

const minute = 60_000
const start = '2026-11-21T10:00:00.000Z'

let site: RegistrySite
let source: SourceServer
let clock: ManualClock
let text: string
/** Whether the source answers at all. */
let isMute: boolean
const opened: { close(): Promise<void> }[] = []
const logger = {
  info: vi.fn<(what: object, message: string) => void>(),
  warn: vi.fn<(what: object, message: string) => void>(),
}

beforeEach(async () => {
  vi.clearAllMocks()
  clock = manualClock(start)
  text = repoText(repoEntry('Alpha'))
  isMute = false
  source = await startSource((_, response) => {
    if (!isMute) response.end(text)
  })
  site = await openRegistrySite({
    operations: [
      'addRuntimeRepo',
      'updateRuntimeRepo',
      'deleteRuntimeRepo',
      'listRuntimeRepos',
      'listRuntimes',
    ],
  })
  site.now = new Date(start)
})

afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
  await source.close()
  await site.close()
})

type Body = Parameters<RegistrySite['client']['addRuntimeRepo']>[0]['body']

const add = (given: Partial<Body> = {}) =>
  site.client.addRuntimeRepo({
    body: { name: 'vendor', url: `${source.url}/repo.json`, allowHost: source.host, ...given },
  })

function schedule(ledger: Ledger = site.ledger) {
  const scheduler = startRepoSyncs({ ledger, secrets: site.secrets, logger: logger as never, clock })
  opened.push(scheduler)
  return scheduler
}

const asked = () => source.requests().length

/** Goes on, and gives what should not happen the time to happen. */
async function quiet(ms: number): Promise<void> {
  await clock.advance(ms)
  await new Promise((resolve) => setTimeout(resolve, 60))
}

/** Goes on until the source was asked so often, and the next time is waited for. */
async function whenAsked(ms: number, times: number): Promise<void> {
  await clock.advance(ms)
  const isDone = () => asked() === times && clock.waiting().length === 1
  await vi.waitFor(() => expect(isDone()).toBe(true), { timeout: 10_000, interval: 5 })
}

const repo = async () => (await site.client.listRuntimeRepos({})).repos[0]
const editions = async () =>
  (await site.client.listRuntimes({})).runtimes.map(({ metadata }) => metadata.edition)

describe('startRepoSyncs()', () => {
  it('reads a new repo at once, and then every 24 hours', async () => {
    schedule()
    await quiet(0)
    await add()
    await whenAsked(0, 1)

    expect(await editions()).toEqual(['Alpha'])
    expect((await repo())?.sync).toMatchObject({ checked: start, outcome: 'changed', added: 1 })
    await expect(site.ledger.log({ limit: 1 })).resolves.toMatchObject([
      { actor: 'ingot', action: 'runtime-repo.sync' },
    ])
    expect(logger.info).toHaveBeenCalledExactlyOnceWith({ repo: 'vendor', entries: 1 }, 'Runtime Repo synced')
    text = repoText(repoEntry('Alpha'), repoEntry('Beta'))
    await quiet(24 * 60 * minute - 1)
    expect(asked()).toBe(1)

    await whenAsked(1, 2)
    expect(await editions()).toEqual(['Alpha', 'Beta'])
    expect((await repo())?.sync?.checked).toBe('2026-11-22T10:00:00.000Z')
  })

  it('reads it as often as its repo says', async () => {
    await add({ every: 3600 })
    schedule()
    await whenAsked(0, 1)
    await quiet(60 * minute - 1)
    expect(asked()).toBe(1)

    await whenAsked(1, 2)
  })

  it('commits nothing where nothing is new', async () => {
    await add({ every: 3600 })
    schedule()
    await whenAsked(0, 1)
    const { revision } = site.ledger.snapshot()

    await whenAsked(60 * minute, 2)

    expect(site.ledger.snapshot().revision).toBe(revision)
    expect((await repo())?.sync).toMatchObject({ outcome: 'unchanged', checked: '2026-11-21T11:00:00.000Z' })
  })

  it('leaves files alone, which only their owner can read', async () => {
    await add({ url: 'file:/repo.json', allowHost: undefined })
    schedule()
    await quiet(48 * 60 * minute)

    expect(clock.waiting()).toEqual([])
    expect((await repo())?.sync).toBeUndefined()
  })

  it('remembers and logs what failed, and tries it again at the next time', async () => {
    await add({ every: 3600 })
    await source.close()
    schedule()
    await vi.waitFor(async () => expect((await repo())?.sync?.outcome).toBe('failed'), { timeout: 10_000 })

    expect(logger.warn).toHaveBeenCalledExactlyOnceWith(
      { repo: 'vendor', err: expect.objectContaining({ code: 'SOURCE_UNREACHABLE' }) as unknown },
      'Runtime Repo not synced',
    )
    await quiet(60 * minute - 1)
    expect(logger.warn).toHaveBeenCalledTimes(1)
    await clock.advance(1)
    await vi.waitFor(() => expect(logger.warn).toHaveBeenCalledTimes(2), { timeout: 10_000 })
  })

  it('remembers what is wrong with a file that it could read', async () => {
    text = repoText(repoEntry('Alpha'), 7)
    await add()
    schedule()
    await whenAsked(0, 1)

    expect(await editions()).toEqual(['Alpha'])
    expect((await repo())?.sync).toMatchObject({
      outcome: 'changed',
      message: expect.stringContaining('1 fault') as string,
    })
  })

  it('reads another file at once, another schedule at its time, and one that is gone no more', async () => {
    await add()
    schedule()
    await whenAsked(0, 1)
    const params = { repo: 'vendor' }

    await site.client.updateRuntimeRepo({ params, body: { url: `${source.url}/other.json` } })
    await whenAsked(0, 2)
    await site.client.updateRuntimeRepo({ params, body: { every: 60 } })
    await quiet(minute - 1)
    expect(asked()).toBe(2)
    await whenAsked(1, 3)
    await site.client.deleteRuntimeRepo({ params })
    await quiet(60 * minute)
    expect(asked()).toBe(3)
  })

  it('is done by one of several servers', async () => {
    await add()
    const second = await openLedger(site.place, { kinds, clock: () => site.now })
    opened.push({ close: () => second.close() })
    schedule()
    schedule(second)

    await vi.waitFor(() => expect(clock.waiting()).toHaveLength(2), { timeout: 10_000 })
    await quiet(2 * minute)

    expect(asked()).toBe(1)
    expect(await site.ledger.log({ kind: 'image', limit: 9 })).toHaveLength(1)
  })

  it('waits for a server that is at it, and takes over when that one is gone', async () => {
    await add()
    const job = repoJob(1)
    await site.ledger.jobs.claim(job, 'another', clock.now(), new Date(clock.now().getTime() + 3 * minute))
    schedule()
    await quiet(0)
    await quiet(2 * minute)
    expect(asked()).toBe(0)

    await quiet(minute)
    await whenAsked(minute, 1)
  })

  it('does not wait for a source when it is closed, nor blames it', async () => {
    isMute = true
    await add()
    const scheduler = schedule()
    await vi.waitFor(() => expect(asked()).toBe(1), { timeout: 10_000 })
    const closing = performance.now()

    await scheduler.close()

    expect(performance.now() - closing).toBeLessThan(2000)
    expect((await repo())?.sync).toBeUndefined()
    expect(logger.warn).not.toHaveBeenCalled()
    expect(clock.waiting()).toEqual([])
  })
})

describe('a server', () => {
  it('reads repos from its start on, until it is closed', async () => {
    await add({ every: 60 })
    const server = await serve({ place: site.place, port: 0, version: '0.0.0' })
    await vi.waitFor(
      async () => {
        await site.ledger.refresh()
        expect(await editions()).toEqual(['Alpha'])
      },
      { timeout: 10_000 },
    )

    await server.close()

    expect(asked()).toBe(1)
  })
})
