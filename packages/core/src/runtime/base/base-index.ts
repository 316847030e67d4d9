import type { AllowedBase, BaseSnapshot } from '@ingot/contract'
import { PrefixIndex } from './prefix-index.ts'

/** One thing that an allowed base was, on one platform. */
export interface BaseCandidate {
  readonly base: AllowedBase
  readonly snapshot: BaseSnapshot
  /** The place of the snapshot among those of its base: the newest has the highest. */
  readonly place: number
  /** What the tag of the base led to when it was last looked at, on this platform. */
  readonly newest: string
}

/** The allowed bases of one platform, ready to be asked. */
export interface PlatformBases {
  /** How many bases there are, however many snapshots they have. */
  readonly count: number
  readonly byLayers: PrefixIndex<BaseCandidate>
  readonly byDiffIds: PrefixIndex<BaseCandidate>
  /** Digests of all snapshots, of index and manifest alike. */
  readonly byDigest: ReadonlyMap<string, BaseCandidate>
  /** The newest snapshot of each base, by its reference. */
  readonly byReference: ReadonlyMap<string, BaseCandidate>
}

const prepared = new WeakMap<readonly AllowedBase[], ReadonlyMap<string, PlatformBases>>()

/**
 * The allowed bases of a platform, in the one spelling that images have it in; none where no base has a usable snapshot of it. A list is prepared when it is first
 * asked and remembered as long as the list lives: whoever asks often passes the same list.
 */
export function basesOf(bases: readonly AllowedBase[], platform: string): PlatformBases | undefined {
  let index = prepared.get(bases)
  if (index === undefined) {
    index = prepare(bases)
    prepared.set(bases, index)
  }
  return index.get(platform)
}

function prepare(bases: readonly AllowedBase[]): ReadonlyMap<string, PlatformBases> {
  const platforms = new Map<string, BaseCandidate[]>()
  for (const candidate of bases.flatMap(candidatesOf)) {
    const key = candidate.snapshot.platform
    const list = platforms.get(key)
    if (list === undefined) platforms.set(key, [candidate])
    else list.push(candidate)
  }
  return new Map([...platforms].map(([platform, candidates]) => [platform, indexOf(candidates)]))
}

function candidatesOf(base: AllowedBase): BaseCandidate[] {
  const newest = new Map(base.snapshots.map((one) => [one.platform, one.digest]))
  return base.snapshots.flatMap((snapshot, place) =>
    snapshot.layers.length === 0 ? [] : [{ base, snapshot, place, newest: newest.get(snapshot.platform)! }],
  )
}

function indexOf(candidates: readonly BaseCandidate[]): PlatformBases {
  const usable = candidates.filter(({ snapshot }) => snapshot.diffIds.length === snapshot.layers.length)
  /** The best is last, since the last of a name stays in a map. */
  const worstFirst = candidates.toSorted((a, b) => bestFirst(b, a))
  return {
    count: new Set(candidates.map(({ base }) => base.id)).size,
    byLayers: new PrefixIndex(candidates, ({ snapshot }) => snapshot.layers, bestFirst),
    byDiffIds: new PrefixIndex(usable, ({ snapshot }) => snapshot.diffIds, bestFirst),
    byDigest: new Map(
      worstFirst.flatMap((one) => [
        [one.snapshot.digest, one],
        [one.snapshot.manifest, one],
      ]),
    ),
    byReference: new Map(worstFirst.map((one) => [one.base.reference, one])),
  }
}

/** Among bases with the very same layers: by reference and id, and of one base the newest snapshot first. */
function bestFirst(a: BaseCandidate, b: BaseCandidate): number {
  return (
    compareText(a.base.reference, b.base.reference) || compareText(a.base.id, b.base.id) || b.place - a.place
  )
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
