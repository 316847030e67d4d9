import { openLedger, type Ledger, type LedgerOptions } from '@ingot/ledger'
import { afterEach, beforeEach } from 'vitest'

/** A place for one ledger, and a way behind its back. */
export interface LedgerPlace {
  /** What `openLedger` takes. */
  place: string
  /** Runs SQL in its database; foreign keys do not hinder it. */
  sql(statement: string): Promise<Record<string, unknown>[]>
  /** Removes it. */
  dispose(): Promise<void>
}

/** What the tests of a suite work with: new places for every test, and ledgers that are closed after it. */
export interface Ledgers {
  /** Opens the ledger of this test; a second call opens it a second time, as another process would. */
  open(options?: LedgerOptions): Promise<Ledger>
  /** Opens a ledger at another new place. */
  openElsewhere(options?: LedgerOptions): Promise<Ledger>
  sql(statement: string): Promise<Record<string, unknown>[]>
}

/** Prepares places and ledgers for every test of the surrounding `describe`. */
export function useLedgers(makePlace: () => Promise<LedgerPlace>): Ledgers {
  let place: LedgerPlace
  let places: LedgerPlace[]
  let opened: Ledger[]
  const newPlace = async () => {
    const made = await makePlace()
    places.push(made)
    return made
  }
  const openAt = async (at: LedgerPlace, options: LedgerOptions = {}) => {
    const ledger = await openLedger(at.place, { pollInterval: 20, ...options })
    opened.push(ledger)
    return ledger
  }
  beforeEach(async () => {
    places = []
    opened = []
    place = await newPlace()
  })
  afterEach(async () => {
    await Promise.all(opened.map((ledger) => ledger.close()))
    for (const made of places) await made.dispose()
  })
  return {
    open: (options) => openAt(place, options),
    openElsewhere: async (options) => openAt(await newPlace(), options),
    sql: (statement) => place.sql(statement),
  }
}

/** A commit request of the tests: these bodies by id, all of one kind. */
export function put(bodies: Record<string, unknown>, kind = 'note') {
  const changes = Object.entries(bodies).map(([id, body]) => ({ kind, id, body }))
  return { actor: 'tester', action: 'put', changes }
}

/** All bytes of a stream. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A stream of bytes in small pieces, as a network gives them. */
export async function* streamOf(bytes: Uint8Array, piece = 1000): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += piece) yield bytes.subarray(start, start + piece)
}

/** What the current snapshot of a ledger holds of one kind: bodies by id. */
export function contents(ledger: Pick<Ledger, 'snapshot'>, kind = 'note'): Record<string, unknown> {
  const documents = [...ledger.snapshot().all(kind)]
  return Object.fromEntries(documents.map((document) => [document.id, document.body]))
}
