import { IngotError, type Consumer, type ConsumerReference } from '@ingot/contract'
import type { Document, Index } from '@ingot/ledger'
import type { Right } from './auth/access.ts'
import type { View } from './view.ts'

const byName: Index<Consumer> = {
  kind: 'consumer',
  keysOf: ({ name, type }) => [name, `${type}/${name}`],
}

/** The last part of a CDP resource name (CRN) is the id of the resource. */
const crnPattern = /^crn:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:(?<id>[^:]+)$/

const doings: Record<Right, string> = { use: 'see', edit: 'change', manage: 'change, share or delete' }

/**
 * The consumer that an id, a name, TYPE/NAME or a CRN means, of `type` where that is known, which the actor may see,
 * change or manage. Throws `CONSUMER_NOT_FOUND`, `AMBIGUOUS_CONSUMER`, `FORBIDDEN`.
 */
export function findConsumer(
  view: View,
  text: string,
  right: Right = 'use',
  type?: Consumer['type'],
): Document<Consumer> {
  const id = crnPattern.exec(text)?.groups?.['id'] ?? text
  const byId = view.snapshot.get<Consumer>('consumer', id)
  const named = byId === undefined ? view.snapshot.find(byName, text) : [byId]
  const found = named.filter(({ body }) => type === undefined || body.type === type)
  const visible = found.filter(({ body }) => view.access.consumer(body, 'use'))
  const [consumer, ...others] = visible
  if (consumer === undefined) throw notFound(view, text, type)
  if (others.length > 0) {
    const types = visible.map(({ body }) => `${body.type}/${body.name}`).join(', ')
    throw new IngotError('AMBIGUOUS_CONSUMER', `"${text}" means ${visible.length} consumers: ${types}`)
  }
  if (view.access.consumer(consumer.body, right)) return consumer
  const { actor } = view.access
  throw new IngotError(
    'FORBIDDEN',
    `"${actor.name}" may not ${doings[right]} the ${consumer.body.type} "${consumer.body.name}"; its owner "${consumer.body.owner}" can grant a role on it`,
  )
}

function notFound(view: View, text: string, type: Consumer['type'] | undefined): IngotError {
  const names = visibleConsumers(view)
    .filter(({ body }) => type === undefined || body.type === type)
    .map(({ body }) => `${body.type}/${body.name}`)
  const shown = names.slice(0, 10).join(', ')
  const more = names.length > 10 ? ` and ${names.length - 10} more` : ''
  const there = names.length === 0 ? 'there is none' : `there are ${shown}${more}`
  return new IngotError(
    'CONSUMER_NOT_FOUND',
    `No ${type ?? 'consumer'} has the id or name "${text}"; ${there}`,
  )
}

/** The consumers that the actor may see, by type and name. */
export function visibleConsumers(view: View): Document<Consumer>[] {
  return [...view.snapshot.all<Consumer>('consumer')]
    .filter(({ body }) => view.access.consumer(body, 'use'))
    .toSorted(byTypeAndName)
}

/** The order in which consumers are told. */
export function byTypeAndName({ body: a }: { body: Consumer }, { body: b }: { body: Consumer }): number {
  const [first, second] = [`${a.type}/${a.name}`, `${b.type}/${b.name}`]
  return first < second ? -1 : first > second ? 1 : 0
}

/** What identifies a consumer in an answer. */
export function consumerReference({ id, type, name }: Consumer): ConsumerReference {
  return { id, type, name }
}

/** Throws `INVALID_INPUT` for a project, whose sessions pick a runtime whenever they start; it cannot be `doing`. */
export function requireMachines({ type, name }: Consumer, doing: string): void {
  if (type !== 'project') return
  throw new IngotError(
    'INVALID_INPUT',
    `The project "${name}" cannot be ${doing}: its sessions start from runtimes; "ingot project allow" says from which`,
  )
}
