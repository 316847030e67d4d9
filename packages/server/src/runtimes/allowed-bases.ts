import { IngotError, type AllowedBase } from '@ingot/contract'
import { parseImageReference } from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'

const known = new WeakMap<Snapshot, readonly AllowedBase[]>()
let last: readonly AllowedBase[] = []

/** The allowed bases of a snapshot; the same list as before where they are, since a proof prepares for a list. */
export function allowedBases(snapshot: Snapshot): readonly AllowedBase[] {
  const before = known.get(snapshot)
  if (before !== undefined) return before
  const bases = [...snapshot.all<AllowedBase>('base')].map(({ body }) => body)
  const isSame = bases.length === last.length && bases.every((base, index) => base === last[index])
  if (!isSame) last = bases
  known.set(snapshot, last)
  return last
}

/** The id of an allowed base: its reference, in its one form. */
function baseId(reference: string): string {
  return parseImageReference(reference).reference?.text ?? reference
}

/** The allowed base that a reference or an id means. Throws `BASE_NOT_FOUND`. */
export function findBase(snapshot: Snapshot, text: string): Document<AllowedBase> {
  const base = snapshot.get<AllowedBase>('base', baseId(text))
  if (base !== undefined) return base
  const names = [...snapshot.all('base')].slice(0, 10).map(({ id }) => `"${id}"`)
  const there = names.length === 0 ? 'there is none' : `there are ${names.join(', ')}`
  throw new IngotError('BASE_NOT_FOUND', `No allowed base has the reference "${text}"; ${there}`)
}
