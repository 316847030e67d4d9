import type { Catalog, Consumer, Grant, Image, ResourceRole } from '@ingot/contract'
import type { Index, Snapshot } from '@ingot/ledger'
import type { Actor } from './actor.ts'

/** What can be done with one catalog or consumer: start from it, change what is in it, and delete or share it. */
export type Right = 'use' | 'edit' | 'manage'

/** What one actor may do with which catalogs and consumers of a snapshot. */
export interface Access {
  readonly actor: Actor
  /** Whether the actor may do everything; then nothing has to be asked for one by one. */
  readonly all: boolean
  catalog(name: string, right: Right): boolean
  consumer(consumer: Consumer, right: Right): boolean
  /** The same of what a role names: `catalog/NAME` or `consumer/ID`. */
  resource(resource: string, right: Right): boolean
}

/** The catalog that holds every runtime. */
export const RUNTIME_CATALOG = 'runtimes'

/** Who owns what Ingot brings itself: the site's own catalog and the shipped ones. */
export const SITE_OWNER = 'ingot'

const rightsOf: Record<ResourceRole, readonly Right[]> = {
  Owner: ['use', 'edit', 'manage'],
  SharedResourceUser: ['use'],
}

const byUser: Index<Grant> = { kind: 'grant', keysOf: (grant) => [grant.user] }

interface Known {
  readonly byActor: WeakMap<Actor, Access>
  readonly byName: Map<string, Access>
}

const known = new WeakMap<Snapshot, Known>()

/** The access of an actor, worked out once per snapshot; the same object for the same name and role. */
export function accessOf(snapshot: Snapshot, actor: Actor): Access {
  let accesses = known.get(snapshot)
  if (accesses === undefined) known.set(snapshot, (accesses = { byActor: new WeakMap(), byName: new Map() }))
  const before = accesses.byActor.get(actor)
  if (before !== undefined) return before
  const name = `${actor.role} ${actor.name}`
  const access = accesses.byName.get(name) ?? makeAccess(snapshot, actor)
  accesses.byName.set(name, access)
  accesses.byActor.set(actor, access)
  return access
}

function makeAccess(snapshot: Snapshot, actor: Actor): Access {
  const all = actor.role === 'administrator'
  const granted = new Map<string, ResourceRole[]>()
  for (const { body } of all ? [] : snapshot.find(byUser, actor.name)) {
    granted.set(body.resource, [...(granted.get(body.resource) ?? []), body.role])
  }
  const isGranted = (resource: string, right: Right) =>
    granted.get(resource)?.some((role) => rightsOf[role].includes(right)) === true

  const catalog = (name: string, right: Right) => {
    if (all) return true
    const body = snapshot.get<Catalog>('catalog', name)?.body
    if (body === undefined) return false
    // Nobody owns what may start by being called as Ingot is.
    const isOwn = body.owner === actor.name && !isRuntimeCatalog(body)
    return isOpen(body, right) || isOwn || isGranted(`catalog/${name}`, right)
  }
  const consumer = ({ id, owner }: Consumer, right: Right) =>
    all || owner === actor.name || isGranted(`consumer/${id}`, right)
  return { actor, all, catalog, consumer, resource: resourceAccess(snapshot, { catalog, consumer }) }
}

function resourceAccess(
  snapshot: Snapshot,
  { catalog, consumer }: Pick<Access, 'catalog' | 'consumer'>,
): Access['resource'] {
  return (resource, right) => {
    const [kind, ...rest] = resource.split('/')
    const id = rest.join('/')
    if (kind === 'catalog') return catalog(id, right)
    const body = snapshot.get<Consumer>('consumer', id)?.body
    return body !== undefined && consumer(body, right)
  }
}

/**
 * The access to a moment of the past: by today's rights, so that who lost a role cannot go back to when they had it. Of
 * what is gone today, by the rights of that moment.
 */
export function accessAt(past: Snapshot, today: Snapshot, actor: Actor): Access {
  const now = accessOf(today, actor)
  if (now.all || past === today) return now
  const then = accessOf(past, actor)
  const catalog: Access['catalog'] = (name, right) =>
    (today.get('catalog', name) === undefined ? then : now).catalog(name, right)
  const consumer: Access['consumer'] = (body, right) =>
    (today.get('consumer', body.id) === undefined ? then : now).consumer(body, right)
  return { actor, all: false, catalog, consumer, resource: resourceAccess(past, { catalog, consumer }) }
}

/**
 * Default catalogs and that of the runtimes may be used by all; what is allowed to start is for administrators to say.
 * The site's own catalog may be edited by all whose role lets them write.
 */
function isOpen(catalog: Catalog, right: Right): boolean {
  if (catalog.type === 'default' || isRuntimeCatalog(catalog)) return right === 'use'
  return catalog.owner === SITE_OWNER && right !== 'manage'
}

/** Whether it is the catalog that Ingot keeps the runtimes in. */
export function isRuntimeCatalog({ name, type, owner }: Catalog): boolean {
  return name === RUNTIME_CATALOG && type === 'custom' && owner === SITE_OWNER
}

/** Whether a version of a document may be shown: what is in a catalog or belongs to it, to those who may use it. */
export function maySee(access: Access, kind: string, id: string, body: unknown): boolean {
  if (access.all) return true
  switch (kind) {
    case 'image':
      return access.catalog((body as Image).catalog, 'use')
    case 'catalog':
      return access.catalog(id, 'use') || (body as Catalog).owner === access.actor.name
    case 'layout':
      return access.catalog(id, 'use')
    case 'consumer':
      return access.consumer(body as Consumer, 'use')
    case 'grant':
      return maySeeGrant(access, body as Grant)
    case 'credential':
      // Administrators only, and they are done with above.
      return false
    default:
      return true
  }
}

/** A role is shown to whoever has it, and to those who may give it. */
export function maySeeGrant(access: Access, { user, resource }: Grant): boolean {
  return access.all || user === access.actor.name || access.resource(resource, 'manage')
}
