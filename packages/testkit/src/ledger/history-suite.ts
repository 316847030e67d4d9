import { describe, expect, it } from 'vitest'
import { contents, put, type Ledgers } from './ledgers.ts'

const notFound = expect.objectContaining({ code: 'REVISION_NOT_FOUND' })
const start = Date.parse('2026-01-01T00:00:00.000Z')

/** The past: snapshots as of a point, the log, and one commit of it. */
export function historySuite(ledgers: Ledgers): void {
  /** Three commits, a second apart: `a` comes, changes and goes; `b` stays. */
  const openWithHistory = async () => {
    let time = start
    const ledger = await ledgers.open({ clock: () => new Date((time += 1000)) })
    await ledger.commit({ ...put({ a: 1, b: 1 }), reason: 'first' })
    await ledger.commit(put({ a: 2 }))
    await ledger.commit(put({ a: null, c: 3 }))
    return ledger
  }

  describe('asOf', () => {
    it.each([
      [0, {}],
      [1, { a: 1, b: 1 }],
      [2, { a: 2, b: 1 }],
      [3, { b: 1, c: 3 }],
    ])('revision %i answers what was then', async (revision, expected) => {
      const ledger = await openWithHistory()

      const snapshot = await ledger.asOf({ revision })

      expect(snapshot.revision).toBe(revision)
      expect(contents({ snapshot: () => snapshot })).toEqual(expected)
      if (revision > 0) expect(snapshot.at).toBe(new Date(start + revision * 1000).toISOString())
    })

    it.each([
      ['before the first commit', start, 0],
      ['at a commit', start + 2000, 2],
      ['between two', start + 2999, 2],
      ['after the last', start + 1e9, 3],
      ['in a year of five digits', 8e15, 3],
      ['before the common era', -8e14, 0],
    ])('a time %s answers the last commit until then', async (_, time, revision) => {
      const ledger = await openWithHistory()

      expect((await ledger.asOf({ time: new Date(time) })).revision).toBe(revision)
    })

    it.each([4, -1, 1.5, Number.NaN, 2 ** 60])(
      'refuses revision %d, which is not there',
      async (revision) => {
        const ledger = await openWithHistory()

        await expect(ledger.asOf({ revision })).rejects.toEqual(notFound)
      },
    )

    it('answers the same snapshot again, and keeps its indexes right', async () => {
      const ledger = await openWithHistory()
      const index = { kind: 'note', keysOf: (body: unknown) => [String(body)] }
      ledger.snapshot().find(index, '3')

      const past = await ledger.asOf({ revision: 1 })

      expect(past.find(index, '1').map((note) => note.id)).toEqual(['a', 'b'])
      expect(past.find(index, '3')).toEqual([])
      expect(await ledger.asOf({ revision: 1 })).toBe(past)
      expect(await ledger.asOf({ revision: 3 })).toBe(ledger.snapshot())
    })

    it('sees what another process has committed', async () => {
      const ledger = await ledgers.open({ pollInterval: 1e6 })
      const other = await ledgers.open()
      await other.commit(put({ a: 1 }))
      await other.commit(put({ a: 2 }))

      const snapshot = await ledger.asOf({ revision: 1 })

      expect(contents({ snapshot: () => snapshot })).toEqual({ a: 1 })
    })
  })

  describe('log', () => {
    it('lists commits newest first', async () => {
      const ledger = await openWithHistory()

      const log = await ledger.log({ limit: 2 })

      expect(log.map((entry) => entry.revision)).toEqual([3, 2])
      expect(log[0]).toEqual({
        revision: 3,
        at: '2026-01-01T00:00:03.000Z',
        actor: 'tester',
        action: 'put',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      })
    })

    it.each([
      ['up to a revision', { upTo: 2 }, [2, 1]],
      ['before a revision', { before: 2 }, [1]],
      ['of a document', { kind: 'note', id: 'a' }, [3, 2, 1]],
      ['of another document', { kind: 'note', id: 'c' }, [3]],
      ['of an id of any kind', { id: 'b' }, [1]],
      ['of a kind', { kind: 'note', before: 3 }, [2, 1]],
      ['of a kind that is not there', { kind: 'image' }, []],
    ])('lists commits %s', async (_, filter, revisions) => {
      const ledger = await openWithHistory()

      const log = await ledger.log({ ...filter, limit: 10 })

      expect(log.map((entry) => entry.revision)).toEqual(revisions)
    })

    it('shows one commit with what was before and after', async () => {
      const ledger = await openWithHistory()

      expect((await ledger.detail(3)).changes).toEqual([
        { kind: 'note', id: 'a', before: 2, after: undefined },
        { kind: 'note', id: 'c', before: undefined, after: 3 },
      ])
      expect((await ledger.detail(1)).commit.reason).toBe('first')
      await expect(ledger.detail(4)).rejects.toEqual(notFound)
    })
  })
}
