import type { Handler } from '../../context.ts'

/** Streams a consistent backup while the ledger is in use. */
export const backupLedger: Handler<'backupLedger'> = (_input, { ledger }) => ledger.backup()
