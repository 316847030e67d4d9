import type { Derivation, Image } from '@ingot/contract'
import { rewriteEntry } from './archive-url.ts'

type Entry = Readonly<Record<string, unknown>>

/** The Cloudbreak entry of a derived image: what it says itself over what its source says, packages rewritten. */
export function effectiveEntry(own: Image, derived: Derivation, source: Entry): Record<string, unknown> {
  // Where the source loads its packages from, and what it was itself made from, is not handed down.
  const { baseParcelUrl: _base, sourceImageId: _source, ...inherited } = source
  return { ...rewriteEntry(inherited, derived.baseParcelUrl), ...ownMembers(own, derived) }
}

/** The members of the entry that a derived image has of its own. Moments are epoch seconds. */
export function ownMembers(own: Image, derived: Derivation): Record<string, unknown> {
  const { source, baseParcelUrl, created } = derived
  const seconds = Math.floor(Date.parse(created) / 1000)
  return {
    ...(Number.isNaN(seconds) ? {} : { created: seconds, published: seconds }),
    ...(own.description === undefined ? {} : { description: own.description }),
    ...(baseParcelUrl === undefined ? {} : { baseParcelUrl }),
    sourceImageId: source.id,
  }
}
