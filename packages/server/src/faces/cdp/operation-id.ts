/** What was started on a consumer, in the order of their numbers; new kinds go to the end. */
const kinds = ['create', 'upgrade', 'prepare', 'delete', 'switch'] as const

export type OperationKind = (typeof kinds)[number]

export interface StartedOperation {
  readonly kind: OperationKind
  /** The revision of its commit; of a preparation, which changes nothing, the one that it looked at. */
  readonly revision: number
}

/**
 * The id of an operation: a UUID of version 8, which holds the beginning of the consumer's id, the kind of operation and
 * the revision of its commit. So it means the same on every server and after every restart, and nothing is kept for it.
 */
export function operationId(kind: OperationKind, consumer: string, revision: number): string {
  const number = kinds.indexOf(kind).toString(16).padStart(3, '0')
  return `${ownerPart(consumer)}-8${number}-8000-${revision.toString(16).padStart(12, '0')}`
}

/** What an id says of an operation on a consumer; `undefined` where it is no id of one. */
export function readOperationId(id: string, consumer: string): StartedOperation | undefined {
  const parts =
    /^(?<owner>[0-9a-f]{8}-[0-9a-f]{4})-8(?<kind>[0-9a-f]{3})-8000-(?<revision>[0-9a-f]{12})$/.exec(
      id,
    )?.groups
  const kind = kinds[Number.parseInt(parts?.['kind'] ?? '', 16)]
  if (parts === undefined || kind === undefined || parts['owner'] !== ownerPart(consumer)) return undefined
  return { kind, revision: Number.parseInt(parts['revision'] ?? '', 16) }
}

/** The first twelve digits of a consumer's id. */
function ownerPart(consumer: string): string {
  return consumer.slice(0, 13).toLowerCase()
}
