import { IngotError } from '@ingot/contract'

/** How the bodies of one kind of document are shaped now, and how older ones become so. */
export interface KindDefinition {
  /** The number of the present shape; it counts from 1 and is stored with every version. */
  readonly schema: number
  /** From a number to the function that lifts a body of that shape to the next. */
  readonly lift?: Readonly<Record<number, (body: unknown) => unknown>>
}

/** The kinds of documents that a program knows. A kind that is not listed has shape 1. */
export type KindTable = Readonly<Record<string, KindDefinition>>

const unlisted: KindDefinition = { schema: 1 }

/** What is known of a kind. */
function kindDefinition(kinds: KindTable, kind: string): KindDefinition {
  return Object.hasOwn(kinds, kind) ? (kinds[kind] ?? unlisted) : unlisted
}

/** The number under which bodies of this kind are stored today. */
export function schemaOf(kinds: KindTable, kind: string): number {
  return kindDefinition(kinds, kind).schema
}

/**
 * A stored body in today's shape; what is stored stays as it was written. Throws `LEDGER_TOO_NEW` for a shape that
 * this program does not know yet.
 */
export function liftBody(kinds: KindTable, kind: string, schema: number, body: unknown): unknown {
  const definition = kindDefinition(kinds, kind)
  if (schema > definition.schema) throw tooNew(kind, schema, definition.schema)
  let lifted = body
  for (let number = schema; number < definition.schema; number += 1) {
    const lift = definition.lift?.[number]
    if (lift === undefined) {
      throw new Error(`No lift of documents of kind "${kind}" leads from schema ${number} to ${number + 1}`)
    }
    lifted = lift(lifted)
  }
  return lifted
}

function tooNew(kind: string, schema: number, known: number): IngotError {
  return new IngotError(
    'LEDGER_TOO_NEW',
    `Cannot read a document of kind "${kind}": it has schema ${schema}, this Ingot knows schemas up to ${known}`,
  )
}
