import type { Handler } from '../../context.ts'

/** Replays a backup into this empty ledger: all of it, or nothing. A dry run only checks it. */
export const restoreLedger: Handler<'restoreLedger'> = ({ stream, query = {} }, { ledger }) =>
  ledger.restore(stream, { dryRun: query.dryRun === true })
