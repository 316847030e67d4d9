import type { Index } from '@ingot/ledger'
import { describe, expect, it } from 'vitest'
import { contents, put, type Ledgers } from './ledgers.ts'

interface Note {
  tags: string[]
}

const byTag: Index<Note> = { kind: 'note', keysOf: (note) => note.tags }

/** Snapshots: immutable, with indexes that keep in step; loaded in whole or in part. */
export function snapshotSuite(ledgers: Ledgers): void {
  describe('snapshot', () => {
    it('does not change when the ledger does', async () => {
      const ledger = await ledgers.open()
      const first = await ledger.commit(put({ a: 1 }))

      await ledger.commit(put({ a: 2, b: 3 }))

      expect(contents({ snapshot: () => first })).toEqual({ a: 1 })
      expect(contents(ledger)).toEqual({ a: 2, b: 3 })
    })

    it('of an empty ledger has revision 0 and the epoch', async () => {
      const snapshot = (await ledgers.open()).snapshot()

      expect([snapshot.revision, snapshot.at]).toEqual([0, '1970-01-01T00:00:00.000Z'])
      expect([...snapshot.all('note')]).toEqual([])
    })

    it('lists documents in the order of their ids', async () => {
      const ledger = await ledgers.open()

      await ledger.commit(put({ b: 1, d: 1 }))
      await ledger.commit(put({ c: 1, a: 1 }))

      expect([...ledger.snapshot().all('note')].map((note) => note.id)).toEqual(['a', 'b', 'c', 'd'])
    })

    it('finds by keys, before and after commits, with the same arrays where nothing changed', async () => {
      const ledger = await ledgers.open()
      const first = await ledger.commit(
        put({ a: { tags: ['x', 'x', 'y'] }, b: { tags: ['x'] }, c: { tags: ['z'] } }),
      )
      const found = first.find(byTag, 'x')

      const second = await ledger.commit(put({ a: { tags: ['z'] }, d: { tags: [] } }))

      const ids = (tag: string, snapshot = second) => snapshot.find(byTag, tag).map((note) => note.id)
      expect(found.map((note) => note.id)).toEqual(['a', 'b'])
      expect([ids('x'), ids('y'), ids('z'), ids('w')]).toEqual([['b'], [], ['a', 'c'], []])
      expect(ids('x', first)).toEqual(['a', 'b'])
      const third = await ledger.commit(put({ e: { tags: ['new'] } }))
      expect(third.find(byTag, 'z')).toBe(second.find(byTag, 'z'))
      expect(third.find(byTag, 'gone')).toBe(second.find(byTag, 'gone'))
    })

    it('loads only the kinds that are asked for, and says so when another is read', async () => {
      const first = await ledgers.open()
      await first.commit(put({ a: 1 }, 'note'))
      await first.commit(put({ b: 2 }, 'other'))

      const ledger = await ledgers.open({ reads: ['note'] })
      await ledger.commit(put({ c: 3 }, 'other'))
      await ledger.commit(put({ d: 4 }, 'note'))

      expect(contents(ledger)).toEqual({ a: 1, d: 4 })
      expect(() => ledger.snapshot().count('other')).toThrow('opened for "note" only')
      const past = await ledger.asOf({ revision: 2 })
      expect([...past.all('note')].map((note) => note.id)).toEqual(['a'])
      await first.refresh()
      expect(contents(first, 'other')).toEqual({ b: 2, c: 3 })
    })

    it('tells followers of every new snapshot until they stop', async () => {
      const ledger = await ledgers.open()
      const seen: number[] = []
      const stop = ledger.follow((snapshot) => seen.push(snapshot.revision))

      await ledger.commit(put({ a: 1 }))
      await ledger.commit(put({ a: 2 }))
      stop()
      await ledger.commit(put({ a: 3 }))

      expect(seen).toEqual([1, 2])
    })
  })

  describe('schemas of kinds', () => {
    it('lifts older bodies when they are read, and leaves what is stored', async () => {
      const older = await ledgers.open()
      await older.commit(put({ a: { name: 'x' } }))
      await older.close()
      const kinds = {
        note: {
          schema: 3,
          lift: {
            1: (body: unknown) => ({ title: (body as { name: string }).name }),
            2: (body: unknown) => ({ ...(body as object), lifted: true }),
          },
        },
      }

      const ledger = await ledgers.open({ kinds })
      await ledger.commit(put({ b: { title: 'y', lifted: false } }))

      expect(contents(ledger)).toEqual({ a: { title: 'x', lifted: true }, b: { title: 'y', lifted: false } })
      expect((await ledger.detail(1)).changes[0]?.after).toEqual({ title: 'x', lifted: true })
      const stored = await ledgers.sql('select body, schema from documents order by revision')
      expect(stored.map((row) => [row['body'], row['schema']])).toEqual([
        ['{"name":"x"}', 1],
        ['{"lifted":false,"title":"y"}', 3],
      ])
      expect(await ledger.verify()).toMatchObject({ intact: true })
      await expect(ledgers.open()).rejects.toEqual(expect.objectContaining({ code: 'LEDGER_TOO_NEW' }))
    })
  })
}
