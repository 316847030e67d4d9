import type { Change, Ledger, Snapshot } from '@ingot/ledger'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ledgers } from './ledgers.ts'

/** The model of a ledger: the contents after every revision. */
type Model = Map<string, unknown>[]

const kind = fc.constantFrom('note', 'image', '__proto__')
const id = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'valueOf', '__proto__', 'propertyIsEnumerable'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).filter((text) => !text.includes('\0')),
)
const body = fc.oneof(fc.constant(null), fc.jsonValue({ maxDepth: 2 }))
const change: fc.Arbitrary<Change> = fc.record({ kind, id, body })
const commit = fc.uniqueArray(change, {
  minLength: 1,
  maxLength: 6,
  selector: (change) => `${change.kind}/${change.id}`,
})
const index = (kind: string) => ({ kind, keysOf: (body: unknown) => [typeof body] })

/** Random commits and deletions against the simplest model that there is. */
export function modelSuite(ledgers: Ledgers, runs: number): void {
  describe('a ledger and its model', () => {
    it('agree on every revision, live, as of then, opened again, and restored', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(commit, { minLength: 1, maxLength: 12 }), async (commits) => {
          const ledger = await ledgers.openElsewhere()
          const indexes = ['note', 'image', '__proto__'].map(index)
          const model: Model = [new Map()]
          for (const changes of commits) {
            for (const index of indexes) ledger.snapshot().find(index, 'string')
            await ledger.commit({ actor: 'a', action: 'b', changes })
            advance(model, changes)
            expectSame(ledger.snapshot(), model.length - 1, model)
          }
          await expectPast(ledger, model)
          const copy = await ledgers.openElsewhere()
          await copy.restore(ledger.backup())
          await expectPast(copy, model)
          expect(await copy.verify()).toEqual(await ledger.verify())
        }),
        { numRuns: runs },
      )
    })
  })
}

/** Applies changes to the model; deleting only what is not there makes no revision. */
function advance(model: Model, changes: readonly Change[]): void {
  const next = new Map(model.at(-1))
  let changed = false
  for (const { kind, id, body } of changes) {
    const key = JSON.stringify([kind, id])
    if (body === null) changed = next.delete(key) || changed
    else {
      next.set(key, JSON.parse(JSON.stringify(body)))
      changed = true
    }
  }
  if (changed) model.push(next)
}

async function expectPast(ledger: Ledger, model: Model): Promise<void> {
  for (let revision = model.length - 1; revision >= 0; revision -= 1) {
    expectSame(await ledger.asOf({ revision }), revision, model)
  }
}

function expectSame(snapshot: Snapshot, revision: number, model: Model): void {
  expect(snapshot.revision).toBe(revision)
  const kinds = ['note', 'image', '__proto__']
  const documents = kinds.flatMap((kind) => [...snapshot.all(kind)])
  const held = documents.map(({ kind, id, body }) => [JSON.stringify([kind, id]), body] as const)
  expect(new Map(held)).toEqual(model[revision])
  for (const kind of kinds) {
    const texts = [...snapshot.all(kind)].filter((document) => typeof document.body === 'string')
    expect(snapshot.find(index(kind), 'string')).toEqual(texts)
  }
}
