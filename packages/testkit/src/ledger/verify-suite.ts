import { describe, expect, it } from 'vitest'
import { put, type Ledgers } from './ledgers.ts'

/** Every way in which somebody could change what is stored, and the revision that must be named. */
const edits: [string, string, number][] = [
  ['the time of a commit', `update commits set at = '2020-01-01T00:00:00.000Z' where revision = 1`, 1],
  ['the actor', `update commits set actor = 'someone' where revision = 2`, 2],
  ['the action', `update commits set action = 'other' where revision = 2`, 2],
  ['a reason', `update commits set reason = 'because' where revision = 2`, 2],
  ['a reason that was not there', `update commits set reason = '' where revision = 3`, 3],
  ['a reason away', `update commits set reason = null where revision = 2`, 2],
  ['a digest', `update commits set digest = '${'0'.repeat(64)}' where revision = 3`, 3],
  ['the number of a commit', `update commits set revision = 9 where revision = 4`, 4],
  ['the number of a commit below all', `update commits set revision = -1 where revision = 1`, 1],
  ['one byte of a body', `update documents set body = '{"n":9}' where id = 'a' and revision = 2`, 2],
  [
    'a body into other JSON of the same meaning',
    `update documents set body = '{"n": 1}' where revision = 1 and id = 'a'`,
    1,
  ],
  ['a body into a deletion', `update documents set body = null where id = 'b'`, 1],
  ['a body into what is no JSON', `update documents set body = '{' where revision = 1 and id = 'a'`, 1],
  ['a deletion into a body', `update documents set body = '1' where body is null`, 3],
  ['an id', `update documents set id = 'z' where id = 'b'`, 1],
  ['a kind', `update documents set kind = 'image' where id = 'b'`, 1],
  ['a schema', `update documents set schema = 2 where id = 'b'`, 1],
  ['the revision of a document', `update documents set revision = 4 where id = 'b'`, 1],
  [
    'the revision of a document to one without a commit',
    `update documents set revision = 7 where revision = 4`,
    4,
  ],
  ['a missing document', `delete from documents where id = 'a' and revision = 2`, 2],
  ['a missing commit', 'delete from commits where revision = 2', 2],
  [
    'a missing commit with its documents',
    'delete from commits where revision = 2; delete from documents where revision = 2',
    2,
  ],
  [
    'a missing first commit',
    'delete from commits where revision = 1; delete from documents where revision = 1',
    1,
  ],
  [
    'a missing last commit',
    'delete from commits where revision = 4; delete from documents where revision = 4',
    4,
  ],
  ['an extra document', `insert into documents values ('note', 'x', 2, 1, '1')`, 2],
  ['an extra document after the end', `insert into documents values ('note', 'x', 8, 1, '1')`, 8],
  ['an extra document before the beginning', `insert into documents values ('note', 'x', 0, 1, '1')`, 1],
  ['an extra commit', `insert into commits values (5, '2030-01-01T00:00:00.000Z', 'a', 'b', null, 'c')`, 5],
  ['a current document that is not marked', `delete from current_documents where id = 'b'`, 1],
  ['a deleted document that is marked', `insert into current_documents values ('note', 'a', 3)`, 3],
  ['an older version that is marked', `update current_documents set revision = 2 where id = 'c'`, 2],
  ['the id of what is marked', `update current_documents set id = 'y' where id = 'b'`, 1],
  ['the kind of what is marked', `update current_documents set kind = 'image' where id = 'b'`, 1],
]

/** `verify` over ledgers that were tampered with behind its back. */
export function verifySuite(ledgers: Ledgers): void {
  const openWithHistory = async () => {
    const ledger = await ledgers.open({ pollInterval: 1e6 })
    await ledger.commit({ ...put({ a: { n: 1 }, b: 1 }), reason: 'begin' })
    await ledger.commit({ ...put({ a: { n: 2 }, c: 1 }), reason: 'go on' })
    await ledger.commit(put({ a: null }))
    await ledger.commit(put({ c: 2 }))
    return ledger
  }

  describe('verify', () => {
    it('finds nothing in a ledger as it was written', async () => {
      const ledger = await openWithHistory()

      const verification = await ledger.verify()

      const [last] = await ledger.log({ limit: 1 })
      expect(verification).toMatchObject({ intact: true, revisions: 4, documents: 6, digest: last?.digest })
      expect(verification.brokenAt).toBeUndefined()
    })

    it('says of an empty ledger that it is intact', async () => {
      const verification = await (await ledgers.open()).verify()

      expect(verification).toMatchObject({ intact: true, revisions: 0, digest: '0'.repeat(64) })
    })

    it.each(edits)('finds %s', async (_, sql, revision) => {
      const ledger = await openWithHistory()

      await ledgers.sql(sql)

      expect(await ledger.verify()).toMatchObject({ intact: false, brokenAt: revision })
    })

    it('finds a history that was replaced by another whole one', async () => {
      const ledger = await openWithHistory()
      const other = await ledgers.openElsewhere()
      for (const n of [1, 2, 3, 4]) await other.commit(put({ a: n }))
      const backup = other.backup()
      await ledgers.sql('delete from current_documents; delete from documents; delete from commits')

      await (await ledgers.open()).restore(backup)

      expect(await ledger.verify()).toMatchObject({ intact: false, brokenAt: 4 })
      await expect(ledger.commit(put({ a: 5 }))).rejects.toEqual(
        expect.objectContaining({ code: 'LEDGER_DAMAGED' }),
      )
      await expect(ledger.refresh()).rejects.toThrow('The database was replaced')
    })

    it('works over more rows than it reads at once', async () => {
      const ledger = await ledgers.open()
      const changes = Array.from({ length: 600 }, (_, n) => ({ kind: 'note', id: `d${n}`, body: n }))
      await ledger.commit({ actor: 'a', action: 'b', changes })
      for (let n = 0; n < 300; n += 1) await ledger.commit(put({ [`d${n}`]: -n }))

      expect(await ledger.verify()).toMatchObject({ intact: true, revisions: 301, documents: 900 })
    })

    it('can be asked when a document is damaged so that it cannot be read', async () => {
      await openWithHistory()
      await ledgers.sql(`update documents set body = '{' where id = 'b'`)

      await expect(ledgers.open()).rejects.toThrow('Document "b" of kind "note" is not JSON')
      const ledger = await ledgers.open({ reads: [] })

      expect(await ledger.verify()).toMatchObject({ intact: false, brokenAt: 1 })
    })
  })
}
