import type { Stamp } from '@ingot/contract'
import type { ImageSource } from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { accessAt, accessOf, type Access } from './auth/access.ts'
import type { Actor } from './auth/actor.ts'
import type { Context } from './context.ts'
import { imageSource } from './image-source.ts'
import { parseMoment } from './moment.ts'
import { visibleSource } from './visible-source.ts'

/** What one answer is given from: a snapshot, the moment that lifecycles are judged at, and the stamp that says both. */
export interface View {
  readonly snapshot: Snapshot
  /** The images that the actor may use. */
  readonly source: ImageSource
  readonly access: Access
  readonly at: Date
  readonly stamp: Stamp
}

export interface ReadQuery {
  at?: string
  minRevision?: number
}

/** How long a read waits for `minRevision`, in ms. */
const patience = 5000

export function viewOf(
  snapshot: Snapshot,
  at: Date,
  actor: Actor,
  access: Access = accessOf(snapshot, actor),
): View {
  return {
    snapshot,
    source: visibleSource(imageSource(snapshot), access),
    access,
    at,
    stamp: { revision: snapshot.revision, at: at.toISOString() },
  }
}

/**
 * The view that a read asks for. A revision is judged at the time of its commit, so that its answers never change, or at
 * a time that is given with it; a time takes the last revision up to it; a time to come takes the newest revision and
 * moves only the clock.
 */
export async function readView(
  { ledger, now, actor }: Pick<Context, 'ledger' | 'now' | 'actor'>,
  query: ReadQuery = {},
): Promise<View> {
  if (query.minRevision !== undefined) await ledger.waitFor(query.minRevision, patience)
  if (query.at === undefined) return viewOf(ledger.snapshot(), now, actor)
  const { point, time } = parseMoment(query.at)
  const snapshot = await ledger.asOf(point)
  const access = accessAt(snapshot, ledger.snapshot(), actor)
  return viewOf(snapshot, time ?? new Date(snapshot.at), actor, access)
}
