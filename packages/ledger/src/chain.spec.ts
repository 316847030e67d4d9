import { canonicalJson } from '@ingot/contract'
import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BrokenChain, Chain, CommitDigest, type CommitRow, type DocumentRow } from './chain.ts'
import { GENESIS_DIGEST } from './memory-snapshot.ts'

const text = fc.string({ unit: 'binary' })
const document = fc.record({ kind: text, id: text, schema: fc.nat(), body: fc.option(text) })

describe('CommitDigest', () => {
  it('is SHA-256 over the digest before and the canonical JSON of the commit', () => {
    fc.assert(
      fc.property(
        fc.record({ revision: fc.nat(), at: text, actor: text, action: text, reason: fc.option(text) }),
        fc.array(document),
        (commit, changes) => {
          const digest = new CommitDigest(GENESIS_DIGEST, commit)
          for (const change of changes) digest.add(change)

          const { reason, ...rest } = commit
          const statement = canonicalJson({ ...rest, ...(reason === null ? {} : { reason }), changes })
          const expected = createHash('sha256')
            .update(GENESIS_DIGEST + statement)
            .digest('hex')
          expect(digest.hex()).toBe(expected)
        },
      ),
    )
  })
})

describe('Chain', () => {
  const documents: DocumentRow[] = [
    { kind: 'note', id: 'a', revision: 1, schema: 1, body: '1' },
    { kind: 'note', id: 'b', revision: 1, schema: 1, body: null },
  ]

  it('counts what it followed', () => {
    const chain = new Chain()

    chain.follow({ commit: commitOf(1, GENESIS_DIGEST, documents) })
    for (const document of documents) chain.follow({ document })
    chain.finish()

    expect([chain.revisions, chain.documents]).toEqual([1, 2])
    expect(chain.digest).toBe(commitOf(1, GENESIS_DIGEST, documents).digest)
  })

  it.each([
    ['documents out of order', documents.toReversed()],
    ['a document twice', [documents[0], documents[0]]],
  ])('refuses %s, even with a right digest', (_, order) => {
    const chain = new Chain()
    const rows = order as DocumentRow[]
    chain.follow({ commit: commitOf(1, GENESIS_DIGEST, rows) })

    const follow = () => {
      for (const document of rows) chain.follow({ document })
    }

    expect(follow).toThrow(BrokenChain)
  })

  it('refuses time that goes backwards', () => {
    const chain = new Chain()
    const first = commitOf(1, GENESIS_DIGEST, [])
    chain.follow({ commit: first })

    expect(() => chain.follow({ commit: { ...first, revision: 2, at: '2025' } })).toThrow('goes back in time')
  })
})

function commitOf(revision: number, previous: string, documents: readonly DocumentRow[]): CommitRow {
  const statement = { revision, at: '2026', actor: 'a', action: 'b', reason: null }
  const digest = new CommitDigest(previous, statement)
  for (const document of documents) digest.add(document)
  return { ...statement, digest: digest.hex() }
}
