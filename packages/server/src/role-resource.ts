import { IngotError, type Grant } from '@ingot/contract'
import type { Change, Index, Snapshot } from '@ingot/ledger'
import { findConsumer } from './find-consumer.ts'
import { requireCatalog } from './require-catalog.ts'
import type { View } from './view.ts'

const byResource: Index<Grant> = { kind: 'grant', keysOf: (grant) => [grant.resource] }

/** The changes that take all roles on a resource away, as it is deleted. */
export function rolesDeleted(snapshot: Snapshot, resource: string): Change[] {
  return snapshot.find(byResource, resource).map(({ id }) => ({ kind: 'grant', id, body: null }))
}

/** The id of a role's document. */
export function grantKey({ resource, user, role }: Pick<Grant, 'resource' | 'user' | 'role'>): string {
  return `${resource}/${user}/${role}`
}

/**
 * The resource that a role is on, which the actor may manage: exactly one catalog or consumer. Throws
 * `INVALID_REQUEST`, `FORBIDDEN`, and as the resource is looked up.
 */
export function requireResource(
  view: View,
  { catalog, consumer }: { catalog?: string; consumer?: string },
): string {
  if (catalog !== undefined && consumer === undefined) {
    return `catalog/${requireCatalog(view, catalog, 'manage').id}`
  }
  if (consumer !== undefined && catalog === undefined) {
    return `consumer/${findConsumer(view, consumer, 'manage').id}`
  }
  throw new IngotError(
    'INVALID_REQUEST',
    'A role is on one catalog or one consumer: name exactly one of them',
  )
}
