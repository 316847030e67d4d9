import { describe, expect, it } from 'vitest'
import type { Ledgers } from './ledgers.ts'

const key = { id: 'b', wrapped: 'v1.AAAA', created: '2026-01-02T00:00:00.000Z' }

/** Keys of secrets beside the ledger. */
export function secretKeySuite(ledgers: Ledgers): void {
  describe('keys of secrets', () => {
    it('are seen by another process, and destroyed once', async () => {
      const one = await ledgers.open()
      const other = await ledgers.open()

      await one.secretKeys.insert(key)

      expect(await other.secretKeys.get('b')).toEqual(key)
      expect(await other.secretKeys.get('c')).toBeUndefined()
      expect(await other.secretKeys.remove('b')).toBe(true)
      expect(await one.secretKeys.remove('b')).toBe(false)
      expect(await one.secretKeys.get('b')).toBeUndefined()
    })

    it('are listed oldest first', async () => {
      const ledger = await ledgers.open()
      const older = { ...key, id: 'z', created: '2026-01-01T00:00:00.000Z' }
      const younger = { ...key, id: 'a' }

      for (const inserted of [key, older, younger]) await ledger.secretKeys.insert(inserted)

      expect(await ledger.secretKeys.list()).toEqual([older, younger, key])
    })

    it('are never two of one id', async () => {
      const ledger = await ledgers.open()
      await ledger.secretKeys.insert(key)

      await expect(ledger.secretKeys.insert({ ...key, wrapped: 'other' })).rejects.toThrow()

      expect(await ledger.secretKeys.list()).toEqual([key])
    })

    it('make no revision', async () => {
      const ledger = await ledgers.open()

      await ledger.secretKeys.insert(key)
      await ledger.secretKeys.remove(key.id)

      expect((await ledger.refresh()).revision).toBe(0)
      expect(await ledger.verify()).toMatchObject({ intact: true, revisions: 0 })
    })

    it('are destroyed while others read and write', async () => {
      const ledger = await ledgers.open()
      await ledger.secretKeys.insert(key)

      const removed = ledger.secretKeys.remove(key.id)
      const commits = [1, 2, 3].map((n) =>
        ledger.commit({ actor: 'a', action: 'put', changes: [{ kind: 'note', id: `${n}`, body: n }] }),
      )

      expect(await removed).toBe(true)
      await expect(Promise.all(commits)).resolves.toHaveLength(3)
    })
  })
}
