import type { Ledger } from '@ingot/ledger'
import { describe, expect, it } from 'vitest'
import { contents, put, type Ledgers } from './ledgers.ts'

/** Two processes on one ledger, and races between them. */
export function sharingSuite(ledgers: Ledgers): void {
  describe('two on one ledger', () => {
    it('see each other within a second, without asking', async () => {
      const one = await ledgers.open()
      const other = await ledgers.open()
      const seen = new Promise<number>((resolve) => other.follow((next) => resolve(next.revision)))
      const before = performance.now()

      await one.commit(put({ a: 1 }))

      expect(await seen).toBe(1)
      expect(performance.now() - before).toBeLessThan(1000)
      expect(contents(other)).toEqual({ a: 1 })
    })

    it('commit in turn on what the other wrote', async () => {
      const one = await ledgers.open({ pollInterval: 1e6 })
      const other = await ledgers.open({ pollInterval: 1e6 })

      await one.commit(put({ a: 1 }))
      await other.commit({ ...put({ b: 2 }), expect: 1 })
      await expect(one.commit({ ...put({ a: 3 }), expect: 1 })).rejects.toEqual(
        expect.objectContaining({ code: 'REVISION_CONFLICT' }),
      )
      await one.refresh()

      expect(contents(one)).toEqual({ a: 1, b: 2 })
      expect(contents(other)).toEqual({ a: 1, b: 2 })
    })

    it('wait for a revision until it comes, or until the time is over', async () => {
      const one = await ledgers.open()
      const other = await ledgers.open()

      const waiting = other.waitFor(2, 5000)
      await one.commit(put({ a: 1 }))
      await one.commit(put({ a: 2 }))

      expect((await waiting).revision).toBe(2)
      const late = other.waitFor(3, 30)
      await expect(late).rejects.toEqual(expect.objectContaining({ code: 'REVISION_NOT_YET' }))
    })

    it('lose no increment in a race with expectations', async () => {
      const both = [await ledgers.open(), await ledgers.open()]
      const increments = 40

      await Promise.all(Array.from({ length: increments }, (_, n) => increment(both[n % 2] as Ledger)))

      const final = await (both[0] as Ledger).refresh()
      expect(final.get('note', 'counter')?.body).toBe(increments)
      expect(await (both[0] as Ledger).verify()).toMatchObject({ intact: true, revisions: increments })
    })

    it('share keys', async () => {
      const one = await ledgers.open()
      const other = await ledgers.open()
      const key = { id: 'k', name: 'n', role: 'reader', prefix: 'p', hash: 'h', created: 'c' }

      await one.keys.insert(key)
      await other.keys.touch('k', 'now')

      expect(await other.keys.byHash('h')).toEqual({ ...key, lastUsed: 'now' })
      expect(await one.keys.byHash('x')).toBeUndefined()
      expect(await other.keys.remove('k')).toEqual({ ...key, lastUsed: 'now' })
      expect(await one.keys.remove('k')).toBeUndefined()
      expect(await one.keys.list()).toEqual([])
    })

    it('open a new ledger at the same time', async () => {
      const opened = await Promise.all([1, 2, 3, 4].map(() => ledgers.open()))

      await Promise.all(opened.map((ledger, n) => ledger.commit(put({ [`n${n}`]: n }))))

      const [ledger] = opened
      expect((await ledger?.refresh())?.count('note')).toBe(4)
    })
  })

  describe('tables', () => {
    it('of an older ledger are brought up to date', async () => {
      const first = await ledgers.open()
      await first.commit(put({ a: 1, b: 2 }))
      await first.commit(put({ a: null, b: 3 }))
      await first.close()
      for (const table of ['current_documents', 'access_keys', 'jobs', 'secret_keys'])
        await ledgers.sql(`drop table ${table}`)
      await ledgers.sql(`delete from ingot_migrations where name > '0001-ledger'`)

      const ledger = await ledgers.open({ create: false })

      expect(contents(ledger)).toEqual({ b: 3 })
      await ledger.commit(put({ c: 4 }))
      expect(await ledger.verify()).toMatchObject({ intact: true, revisions: 3 })
      expect(await ledger.accessKeys.list()).toEqual([])
      expect(await ledger.secretKeys.list()).toEqual([])
      expect(await ledger.jobs.state('sync')).toBeUndefined()
    })

    it('of a newer Ingot are refused', async () => {
      await (await ledgers.open()).close()
      await ledgers.sql(`insert into ingot_migrations values ('9999-to-come', 'now')`)

      await expect(ledgers.open()).rejects.toEqual(expect.objectContaining({ code: 'LEDGER_TOO_NEW' }))
    })

    it('are not made when that is not asked for', async () => {
      await expect(ledgers.open({ create: false })).rejects.toThrow('There is no ledger at')
    })
  })
}

/** Reads, adds one, and tries again when somebody was faster. */
async function increment(ledger: Ledger): Promise<void> {
  for (;;) {
    const snapshot = await ledger.refresh()
    const counter = snapshot.get<number>('note', 'counter')?.body ?? 0
    try {
      await ledger.commit({ ...put({ counter: counter + 1 }), expect: snapshot.revision })
      return
    } catch (error) {
      if ((error as { code?: string }).code !== 'REVISION_CONFLICT') throw error
    }
  }
}
