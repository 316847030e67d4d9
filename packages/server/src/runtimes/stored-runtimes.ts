import { IngotError, type Image, type RuntimeEntry, type RuntimeIdentity } from '@ingot/contract'
import { identityKey, nearestName, parseImageReference } from '@ingot/core'
import type { Document, Index, Snapshot } from '@ingot/ledger'

/** An image that is a runtime. */
export type RuntimeImage = Image & { runtime: RuntimeEntry }

const runtimes: Index<Image> = {
  kind: 'image',
  keysOf: ({ id, runtime }) =>
    runtime === undefined
      ? []
      : [
          'every',
          `id ${id.toLowerCase()}`,
          `identifier ${runtime.identifier}`,
          `identity ${identityKey(identityOf(runtime))}`,
        ],
}

/** All runtimes, by id. The same array as long as none of them changes. */
export function everyRuntime(snapshot: Snapshot): readonly Document<RuntimeImage>[] {
  return lookUp(snapshot, 'every')
}

/** The runtime that has an identity, which no two may have. */
export function runtimeWithIdentity(
  snapshot: Snapshot,
  identity: RuntimeIdentity,
): Document<RuntimeImage> | undefined {
  return lookUp(snapshot, `identity ${identityKey(identity)}`)[0]
}

/** The identity of a runtime; its sides as texts. */
export function identityOf({ metadata }: Pick<RuntimeEntry, 'metadata'>): Required<RuntimeIdentity> {
  const { editor, kernel, edition, shortVersion, maintenanceVersion } = metadata
  return { editor, kernel, edition, shortVersion, maintenanceVersion: String(maintenanceVersion) }
}

/**
 * The runtime that an id or an identifier means: as it was added, or another way to write the same reference. Throws
 * `RUNTIME_NOT_FOUND`, and `AMBIGUOUS_IMAGE` where several were added by one tag, which led elsewhere each time.
 */
export function findRuntime(snapshot: Snapshot, text: string): Document<RuntimeImage> {
  const [first, ...others] = runtimesMeant(snapshot, text)
  if (first === undefined) throw new IngotError('RUNTIME_NOT_FOUND', notFound(snapshot, text))
  if (others.length === 0) return first
  const each = [first, ...others].map(({ body }) => `${body.name} ${body.version} (${body.id})`)
  const message = `"${text}" means ${each.length} runtimes, which were added by the same tag: ${each.slice(0, 10).join(', ')}; use an id`
  throw new IngotError('AMBIGUOUS_IMAGE', message)
}

/** The runtimes that an id or an identifier means. */
export function runtimesMeant(snapshot: Snapshot, text: string): readonly Document<RuntimeImage>[] {
  const byId = lookUp(snapshot, `id ${text.toLowerCase()}`)
  if (byId.length > 0) return byId
  const asWritten = lookUp(snapshot, `identifier ${text}`)
  if (asWritten.length > 0) return asWritten
  const { reference } = parseImageReference(text)
  return reference === undefined ? [] : lookUp(snapshot, `identifier ${reference.text}`)
}

/** The lowest number that no runtime has had so far as is known. */
export function nextNumber(snapshot: Snapshot): number {
  const last = everyRuntime(snapshot).reduce((most, { body }) => Math.max(most, body.runtime.number), 0)
  return last + 1
}

function lookUp(snapshot: Snapshot, key: string): readonly Document<RuntimeImage>[] {
  return snapshot.find(runtimes, key) as readonly Document<RuntimeImage>[]
}

function notFound(snapshot: Snapshot, text: string): string {
  const identifiers = everyRuntime(snapshot).map(({ body }) => body.runtime.identifier)
  const near = nearestName(text, identifiers)
  const hint = near === undefined ? `there are ${identifiers.length} runtimes` : `did you mean "${near}"?`
  return `No runtime has the id or identifier "${text}"; ${hint}`
}
