import type { KindTable } from './kind-table.ts'
import type { Ledger } from './ledger.ts'
import { StoredLedger } from './stored-ledger.ts'
import type { Store } from './store.ts'

/** How a ledger is opened. */
export interface LedgerOptions {
  /** Tells the time of commits; the clock of the machine unless given. */
  clock?: () => Date
  /** The kinds of documents and the numbers of their schemas; kinds that are not listed have schema 1. */
  kinds?: KindTable
  /** Load only these kinds into the snapshot. Commits of other kinds still work. */
  reads?: readonly string[]
  /** How often to look for commits of other processes, in ms: 100 on SQLite, 500 on PostgreSQL unless given. */
  pollInterval?: number
  /** Whether to make a ledger where there is none; true unless given. */
  create?: boolean
}

const SQLITE_POLL = 100
/** Notifications come at once; the poll is for those that are lost. */
const POSTGRES_POLL = 500

/**
 * Opens the ledger at a place: the path of a SQLite file, or the URL of a PostgreSQL database
 * (`postgres://user:password@host/database`). Throws `LEDGER_UNAVAILABLE`, `LEDGER_DAMAGED` or `LEDGER_TOO_NEW`.
 */
export async function openLedger(place: string, options: LedgerOptions = {}): Promise<Ledger> {
  const { clock = () => new Date(), kinds = {}, reads } = options
  const store = await openStore(place, options)
  return StoredLedger.open(store, { kinds, reads: reads === undefined ? undefined : new Set(reads) }, clock)
}

/** Whether the place of a ledger is the URL of a database; otherwise it is the path of a file. */
export function isDatabaseUrl(place: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(place)
}

/** Opens a store; its driver is loaded only now, so that users of one never load the other. */
async function openStore(place: string, { create = true, pollInterval }: LedgerOptions): Promise<Store> {
  if (isDatabaseUrl(place)) {
    const { openPostgresStore } = await import('./postgres/postgres-store.ts')
    return openPostgresStore(place, { create, pollInterval: pollInterval ?? POSTGRES_POLL })
  }
  const { openSqliteStore } = await import('./sqlite/sqlite-store.ts')
  return openSqliteStore(place, { create, pollInterval: pollInterval ?? SQLITE_POLL })
}
