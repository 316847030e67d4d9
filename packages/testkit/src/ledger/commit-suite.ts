import { IngotError } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import { describe, expect, it } from 'vitest'
import { contents, put, type Ledgers } from './ledgers.ts'

const refused = (code: string) => expect.objectContaining({ code })

/** Commits: what is stored, when, after what, and what is refused. */
export function commitSuite(ledgers: Ledgers): void {
  describe('commit', () => {
    it('stores documents and answers the snapshot that has them', async () => {
      const ledger = await ledgers.open()

      const snapshot = await ledger.commit(put({ a: { n: 1 }, b: [true, null] }))

      expect(snapshot.revision).toBe(1)
      expect(snapshot.get('note', 'a')).toEqual({ kind: 'note', id: 'a', revision: 1, body: { n: 1 } })
      expect(ledger.snapshot()).toBe(snapshot)
    })

    it('is there after the ledger is opened again', async () => {
      const first = await ledgers.open()
      await first.commit(put({ a: 1, b: 2 }))
      await first.commit({
        actor: 'x',
        action: 'y',
        reason: 'z',
        changes: [{ kind: 'note', id: 'a', body: null }],
      })
      await first.close()

      const second = await ledgers.open()

      expect(contents(second)).toEqual({ b: 2 })
      expect(second.snapshot().revision).toBe(2)
      expect(second.snapshot().at).toBe(first.snapshot().at)
    })

    it('makes no revision without changes, and none for deleting what is not there', async () => {
      const ledger = await ledgers.open()
      await ledger.commit(put({ a: 1 }))

      await ledger.commit({ actor: 'x', action: 'y', changes: [] })
      await ledger.commit({ actor: 'x', action: 'y', changes: [{ kind: 'note', id: 'none', body: null }] })

      expect(ledger.snapshot().revision).toBe(1)
      expect(await ledger.verify()).toMatchObject({ intact: true, revisions: 1 })
    })

    it('refuses a stale expectation and says both revisions', async () => {
      const ledger = await ledgers.open()
      await ledger.commit(put({ a: 1 }))

      const commit = ledger.commit({ ...put({ a: 2 }), expect: 0 })

      await expect(commit).rejects.toThrow('Expected the ledger at revision 0, but it is at revision 1')
      await expect(commit).rejects.toEqual(refused('REVISION_CONFLICT'))
      expect(contents(ledger)).toEqual({ a: 1 })
    })

    it('takes commits one at a time, and those after a refused one', async () => {
      const ledger = await ledgers.open()

      const commits = Array.from({ length: 20 }, (_, index) =>
        ledger.commit({ ...put({ [`n${index}`]: index }), ...(index % 5 === 2 ? { expect: 999 } : {}) }),
      )
      const results = await Promise.allSettled(commits)

      expect(results.filter((result) => result.status === 'rejected')).toHaveLength(4)
      expect(ledger.snapshot().revision).toBe(16)
      expect(ledger.snapshot().count('note')).toBe(16)
    })

    it('finishes what it took before it closes, and takes no more', async () => {
      const ledger = await ledgers.open()
      const commits = [1, 2, 3].map((n) => ledger.commit(put({ [`n${n}`]: n })))

      await ledger.close()

      await expect(Promise.all(commits)).resolves.toHaveLength(3)
      await expect(ledger.commit(put({ late: 1 }))).rejects.toEqual(refused('LEDGER_UNAVAILABLE'))
      expect(contents(await ledgers.open())).toEqual({ n1: 1, n2: 2, n3: 3 })
    })

    it('never lets time go backwards', async () => {
      const times = ['2026-03-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '2026-03-01T00:00:00.001Z']
      let next = 0
      const ledger = await ledgers.open({ clock: () => new Date(times[next++] ?? Number.NaN) })

      for (const n of [1, 2, 3]) await ledger.commit(put({ n }))

      const log = await ledger.log({ limit: 10 })
      expect(log.map((entry) => entry.at)).toEqual([times[2], times[0], times[0]])
    })

    it('keeps a copy: what the caller does to a body later is not stored', async () => {
      const ledger = await ledgers.open()
      const body = { list: [1] }

      const commit = ledger.commit(put({ a: body }))
      body.list.push(2)
      await commit
      body.list.push(3)

      expect(contents(ledger)).toEqual({ a: { list: [1] } })
    })
  })

  describe('hostile documents', () => {
    const odd: [string, string, unknown][] = [
      ['an id that every object inherits', '__proto__', { n: 1 }],
      ['another one', 'constructor', 1],
      ['one that trips hash caches', 'propertyIsEnumerable', 2],
      ['an id outside the basic plane', '\u{1F4BF}\u{10FFFF}', 'disc'],
      ['an id of quotes', `'";--\\`, 1],
      ['an id of combining characters', 'e\u0301\u00e9', 1],
      ['a body with an own __proto__', 'p', JSON.parse('{"__proto__": {"polluted": true}, "a": 1}')],
      ['a body with NUL and lone surrogates', 's', { '\0': '\0', lone: '\ud800 \udc00' }],
      ['a body that is false', 'f', false],
      ['numbers at their limits', 'l', [Number.MAX_VALUE, 5e-324, -0, 2 ** 53]],
      ['a large body', 'big', 'x\u{1F4BF}"\n'.repeat(200_000)],
      ['a deep body', 'deep', JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)],
    ]

    it.each(odd)('stores %s', async (_, id, body) => {
      const ledger = await ledgers.open()

      await ledger.commit({ actor: 'a', action: 'b', changes: [{ kind: 'note', id, body }] })

      const expected = JSON.parse(JSON.stringify(body)) as unknown
      expect(ledger.snapshot().get('note', id)?.body).toEqual(expected)
      const again = await ledgers.open()
      expect(again.snapshot().get('note', id)?.body).toEqual(expected)
      expect(again.snapshot().get('note', 'toString')).toBeUndefined()
      expect(await again.verify()).toMatchObject({ intact: true, revisions: 1 })
    })

    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const bad: [string, Change][] = [
      ['an empty id', { kind: 'note', id: '', body: 1 }],
      ['an empty kind', { kind: '', id: 'a', body: 1 }],
      ['NUL in an id', { kind: 'note', id: 'a\0', body: 1 }],
      ['half a surrogate pair in an id', { kind: 'note', id: '\ud800', body: 1 }],
      ['an endless id', { kind: 'note', id: 'x'.repeat(1025), body: 1 }],
      ['an undefined body', { kind: 'note', id: 'a', body: undefined }],
      ['a body that is a function', { kind: 'note', id: 'a', body: { f: () => 1 } }],
      ['not a number', { kind: 'note', id: 'a', body: { n: Number.NaN } }],
      ['a bigint', { kind: 'note', id: 'a', body: 1n }],
      ['a cycle', { kind: 'note', id: 'a', body: cycle }],
    ]

    it.each(bad)('refuses %s and stores nothing', async (_, change) => {
      const ledger = await ledgers.open()

      const commit = ledger.commit({
        actor: 'a',
        action: 'b',
        changes: [{ kind: 'note', id: 'good', body: 1 }, change],
      })

      await expect(commit).rejects.toEqual(refused('INVALID_INPUT'))
      expect(ledger.snapshot().revision).toBe(0)
    })

    it('names every fault', async () => {
      const ledger = await ledgers.open()

      const error = await ledger
        .commit({
          actor: '',
          action: 'b\0',
          changes: [change('a', 1), change('a', 2), change('', undefined)],
        })
        .catch((error: unknown) => error)

      expect(error).toBeInstanceOf(IngotError)
      const paths = (error as IngotError).faults.map((fault) => fault.path)
      expect(paths).toEqual(['/actor', '/action', '/changes/1', '/changes/2/id', '/changes/2/body'])
    })

    it('takes ten thousand documents in one commit', async () => {
      const ledger = await ledgers.open()
      const changes = Array.from({ length: 10_000 }, (_, index) => change(`d${index}`, { index }))

      await ledger.commit({ actor: 'a', action: 'b', changes })

      expect((await ledgers.open()).snapshot().count('note')).toBe(10_000)
      expect(await ledger.verify()).toMatchObject({ intact: true, documents: 10_000 })
    })
  })
}

function change(id: string, body: unknown): Change {
  return { kind: 'note', id, body }
}
