import type { Ledger } from '@ingot/ledger'
import { describe, expect, it } from 'vitest'
import type { Ledgers } from './ledgers.ts'

const now = new Date('2026-01-01T00:00:00.000Z')
const soon = new Date('2026-01-01T00:00:30.000Z')
const later = new Date('2026-01-01T00:01:00.000Z')

/** Jobs beside the ledger: what they remember, and that one process at a time has each. */
export function jobSuite(ledgers: Ledgers): void {
  describe('the state of a job', () => {
    it('is what was saved last, in every process', async () => {
      const one = await ledgers.open()
      const other = await ledgers.open()
      const state = { etag: '"a"', ['__proto__x']: [null, 1.5, '\u0000\ud800'] }

      expect(await one.jobs.state('sync')).toBeUndefined()
      await one.jobs.save('sync', { etag: 'old', faults: 3 })
      await one.jobs.save('sync', state)

      expect(await other.jobs.state('sync')).toEqual(state)
      expect(await other.jobs.state('another')).toBeUndefined()
    })

    it('and who holds it leave each other alone', async () => {
      const ledger = await ledgers.open()
      await ledger.jobs.save('sync', 1)

      expect(await ledger.jobs.claim('sync', 'a', now, later)).toBe(true)
      expect(await ledger.jobs.state('sync')).toBe(1)
      await ledger.jobs.save('sync', 2)

      expect(await ledger.jobs.claim('sync', 'b', now, later)).toBe(false)
      await ledger.jobs.release('sync', 'a')
      expect(await ledger.jobs.state('sync')).toBe(2)
    })
  })

  describe('a claim of a job', () => {
    it('holds until it ends, and its holder may prolong it', async () => {
      const { jobs } = await ledgers.open()

      expect(await jobs.claim('sync', 'a', now, soon)).toBe(true)
      expect(await jobs.claim('sync', 'b', now, later)).toBe(false)
      expect(await jobs.claim('sync', 'a', now, later)).toBe(true)
      expect(await jobs.claim('sync', 'b', soon, later)).toBe(false)
      expect(await jobs.claim('sync', 'b', later, later)).toBe(true)
      expect(await jobs.claim('another', 'a', now, soon)).toBe(true)
    })

    it('is given back by its holder alone', async () => {
      const { jobs } = await ledgers.open()
      await jobs.claim('sync', 'a', now, later)

      await jobs.release('sync', 'b')
      expect(await jobs.claim('sync', 'b', now, later)).toBe(false)
      await jobs.release('sync', 'a')
      expect(await jobs.claim('sync', 'b', now, later)).toBe(true)
    })

    it('is won by one of many at once', async () => {
      const both = [await ledgers.open(), await ledgers.open()]
      const holders = Array.from({ length: 20 }, (_, n) => `holder ${n}`)
      const claim = (holder: string, n: number) =>
        (both[n % 2] as Ledger).jobs.claim('sync', holder, now, later)

      const first = await Promise.all(holders.map(claim))
      const again = await Promise.all(holders.map(claim))

      expect(first.filter(Boolean)).toHaveLength(1)
      expect(again).toEqual(first)
    })
  })
}
