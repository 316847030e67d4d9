import { openLedger, type Ledger } from '@ingot/ledger'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { syncJob } from '../catalog-view.ts'
import { kinds } from '../kinds.ts'
import { serve } from '../serve.ts'
import { mirrorState } from '../mirror/mirror-state.ts'
import { cloudbreakText, uuidOf } from '../testing/cloudbreak-text.ts'
import { manualClock, type ManualClock } from '../testing/manual-clock.ts'
import { openMirrorSite, type MirrorSite } from '../testing/mirror-site.ts'
import type { Scheduler } from './schedule.ts'
import { startScheduler } from './scheduler.ts'

const minute = 60_000
const start = '2026-11-21T10:00:00.000Z'
const [one, two] = [uuidOf(1), uuidOf(2)]

let site: MirrorSite
let clock: ManualClock
const opened: { close(): Promise<void> }[] = []
const logger = {
  info: vi.fn<(what: object, message: string) => void>(),
  warn: vi.fn<(what: object, message: string) => void>(),
}

beforeEach(async () => {
  vi.clearAllMocks()
  clock = manualClock(start)
  site = await openMirrorSite()
  site.now = new Date(start)
  site.text = cloudbreakText([{ uuid: one }])
  await site.add(site.body({ every: 900 }))
})

afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
  await site.close()
})

function schedule(ledger: Ledger = site.ledger): Scheduler {
  const scheduler = startScheduler({ ledger, logger: logger as never, clock })
  opened.push(scheduler)
  return scheduler
}

/** How often the source was asked since it was added. */
const asked = () => site.source.requests().length - 1

/** Goes on, and gives what should not happen the time to happen. */
async function quiet(ms: number): Promise<void> {
  await clock.advance(ms)
  await new Promise((resolve) => setTimeout(resolve, 60))
}

/** Goes on, and waits until it has come to that. */
async function until(ms: number, isDone: () => boolean): Promise<void> {
  await clock.advance(ms)
  await vi.waitFor(() => expect(isDone()).toBe(true), { timeout: 10_000, interval: 5 })
}

/** Goes on until the source was asked so often, and the next time is waited for. */
const whenAsked = (ms: number, times: number) =>
  until(ms, () => asked() === times && clock.waiting().length === 1)

describe('startScheduler()', () => {
  it('syncs a catalog when it is due, and not before', async () => {
    schedule()
    await quiet(0)
    expect(asked()).toBe(0)
    site.text = cloudbreakText([{ uuid: one }, { uuid: two }])
    await quiet(15 * minute - 1)
    expect(asked()).toBe(0)

    await whenAsked(1, 1)

    expect(site.images().map(({ id }) => id)).toEqual([one, two])
    await expect(site.state()).resolves.toMatchObject({
      checked: '2026-11-21T10:15:00.000Z',
      outcome: 'changed',
    })
    await expect(site.ledger.log({ limit: 1 })).resolves.toMatchObject([
      { actor: 'ingot', action: 'catalog.sync' },
    ])
    expect(logger.info).toHaveBeenCalledExactlyOnceWith(
      { catalog: 'cdp-default', images: 1 },
      'Catalog synced',
    )
    await whenAsked(15 * minute, 2)
    await expect(site.state()).resolves.toMatchObject({ outcome: 'unchanged' })
  })

  it('syncs at once what became due while no server ran', async () => {
    await clock.advance(60 * minute)
    schedule()
    await whenAsked(0, 1)

    await expect(site.state()).resolves.toMatchObject({ checked: '2026-11-21T11:00:00.000Z' })
  })

  it('leaves alone what has no time, and what is a file', async () => {
    await site.add(site.body())
    await site.add({ type: 'runtime', from: 'file:/srv/c.json', content: site.text }, {}, 'from-file')
    const before = asked()
    schedule()
    await quiet(24 * 60 * minute)

    expect(asked()).toBe(before)
    expect(clock.waiting()).toEqual([])
  })

  it('remembers and logs what failed, and tries it again at the next time', async () => {
    const good = site.text
    site.text = '{"images": {'
    schedule()
    await whenAsked(15 * minute, 1)
    await expect(site.state()).resolves.toMatchObject({
      outcome: 'failed',
      checked: '2026-11-21T10:15:00.000Z',
    })
    expect(logger.warn).toHaveBeenCalledExactlyOnceWith(
      { catalog: 'cdp-default', err: expect.objectContaining({ code: 'SOURCE_INVALID' }) },
      'Catalog not synced',
    )
    await quiet(15 * minute - 1)
    expect(asked()).toBe(1)

    site.text = good
    await whenAsked(1, 2)
    await expect(site.state()).resolves.toMatchObject({ outcome: 'unchanged' })
  })

  it('follows the ledger: other times, other sources, catalogs that come and go', async () => {
    schedule()
    await quiet(0)
    site.now = clock.now()
    await site.add(site.body({ every: 60 }))
    await quiet(minute - 1)
    expect(asked()).toBe(1)
    await whenAsked(1, 2)

    const { every: _, ...manual } = site.body({ every: 60 })
    await site.add(manual)
    const before = asked()
    await quiet(60 * minute)
    expect(asked()).toBe(before)
  })

  it('is done by one of several servers', async () => {
    const second = await openLedger(site.place, { kinds, clock: () => site.now })
    opened.push({ close: () => second.close() })
    schedule()
    schedule(second)
    site.text = cloudbreakText([{ uuid: one }, { uuid: two }])
    await quiet(0)

    await until(15 * minute, () => clock.waiting().length === 2)
    await quiet(2 * minute)

    expect(asked()).toBe(1)
    await expect(site.ledger.log({ kind: 'layout', limit: 9 })).resolves.toHaveLength(2)
  })

  it('waits for a server that is at it, and takes over when that one is gone', async () => {
    const job = syncJob('cdp-default')
    await clock.advance(15 * minute)
    await site.ledger.jobs.claim(job, 'another', clock.now(), new Date(clock.now().getTime() + 5 * minute))
    schedule()
    await quiet(0)
    expect(asked()).toBe(0)
    expect(clock.waiting()).toEqual([minute])
    for (let passed = 0; passed < 4; passed += 1) await quiet(minute)
    expect(asked()).toBe(0)

    await whenAsked(minute, 1)
  })

  it('gives a sync back when it is done, so that any may do the next', async () => {
    schedule()
    await whenAsked(15 * minute, 1)
    const later = new Date(clock.now().getTime() + 1)

    await expect(site.ledger.jobs.claim(syncJob('cdp-default'), 'another', clock.now(), later)).resolves.toBe(
      true,
    )
  })

  it('does not wait for a source when it is closed, nor blames it', async () => {
    site.answer = () => undefined
    const scheduler = schedule()
    await until(15 * minute, () => asked() === 1)
    const closing = performance.now()

    await scheduler.close()

    expect(performance.now() - closing).toBeLessThan(2000)
    await expect(site.state()).resolves.toMatchObject({ outcome: 'changed', checked: start })
    expect(logger.warn).not.toHaveBeenCalled()
    expect(clock.waiting()).toEqual([])
  })

  it('is not led astray by a clock that was ahead', async () => {
    site.now = new Date('2030-01-01T00:00:00Z')
    await site.sync()
    const before = asked()
    schedule()
    await whenAsked(0, before + 1)

    await expect(site.state()).resolves.toMatchObject({ checked: start })
  })
})

describe('a server', () => {
  it('syncs what is due from its start on, until it is closed', async () => {
    site.now = new Date(Date.now() - 60 * minute)
    await site.add(site.body({ every: 60 }))
    await site.add(site.body({ from: `${site.source.url}/hanging.json`, every: 60 }), {}, 'hanging')
    site.text = cloudbreakText([{ uuid: one }, { uuid: two }])
    const { answer } = site
    site.answer = (request, response) => {
      if (request.url === '/catalog.json') answer(request, response)
    }
    const before = asked()
    const server = await serve({ place: site.place, port: 0, version: '0.0.0' })
    await vi.waitFor(() => expect(asked()).toBe(before + 2), { timeout: 10_000 })
    await vi.waitFor(async () => {
      await site.ledger.refresh()
      expect(site.images()).toHaveLength(2)
    })

    await server.close()

    await expect(mirrorState(site.ledger.jobs, 'hanging')).resolves.toMatchObject({ outcome: 'changed' })
  })
})
