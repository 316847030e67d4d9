import { describe, expect, it } from 'vitest'
import type { Ledgers } from './ledgers.ts'

const key = {
  accessKeyId: '11111111-2222-3333-4444-555555555555',
  user: 'ada',
  role: 'editor',
  algorithm: 'rsa',
  publicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
  created: '2026-01-02T00:00:00.000Z',
} as const

/** Access keys beside the ledger. */
export function accessKeySuite(ledgers: Ledgers): void {
  describe('access keys', () => {
    it('are seen by another process, noted when used, and removed once', async () => {
      const one = await ledgers.open()
      const other = await ledgers.open()

      await one.accessKeys.insert(key)
      await other.accessKeys.touch(key.accessKeyId, '2026-01-03T00:00:00.000Z')

      const used = { ...key, lastUsed: '2026-01-03T00:00:00.000Z' }
      expect(await other.accessKeys.byId(key.accessKeyId)).toEqual(used)
      expect(await other.accessKeys.remove(key.accessKeyId)).toEqual(used)
      expect(await one.accessKeys.remove(key.accessKeyId)).toBeUndefined()
      expect(await one.accessKeys.byId(key.accessKeyId)).toBeUndefined()
    })

    it('are listed oldest first, whole', async () => {
      const ledger = await ledgers.open()
      const older = { ...key, accessKeyId: 'z', created: '2026-01-01T00:00:00.000Z', expires: '2027-01-01' }

      await ledger.accessKeys.insert(key)
      await ledger.accessKeys.insert(older)

      expect(await ledger.accessKeys.list()).toEqual([older, key])
    })

    it('are never two of one id', async () => {
      const ledger = await ledgers.open()
      await ledger.accessKeys.insert(key)

      await expect(ledger.accessKeys.insert({ ...key, user: 'eve' })).rejects.toThrow()

      expect(await ledger.accessKeys.list()).toEqual([key])
    })

    it('make no revision', async () => {
      const ledger = await ledgers.open()

      await ledger.accessKeys.insert(key)

      expect((await ledger.refresh()).revision).toBe(0)
      expect(await ledger.verify()).toMatchObject({ intact: true, revisions: 0 })
    })
  })
}
